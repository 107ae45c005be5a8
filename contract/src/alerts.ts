import { z } from 'zod'
import { alertAges, alertOutcomes, detectorNames, severities } from './alert-choices.ts'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostReason } from './limits.ts'
import { AccountId, CalendarDate, Id, Instant, may, optionalText, text } from './values.ts'

/** What a detector found. The names are of today, and masked for a protected customer. */
const Finding = z.object({
  detector: z.enum(detectorNames),
  /** The first time; the last one where it was found more than once. */
  firstAt: Instant,
  lastAt: Instant,
  times: z.number().int(),
  /** The main customer, or the person on the account whom the detector means: initial and surname. */
  personName: z.string().nullable(),
  /** True where the account was asked for and refused. */
  isRefused: z.boolean(),
  /** A number of the finding: hours, house numbers apart, or looks. */
  number: z.number().nullable(),
  days: z.number().nullable(),
})

const alert = {
  toDoId: Id,
  at: Instant,
  /** What happened: a key of the locale files under `alert.<subject>`. */
  subject: z.string(),
  /** The CSR whose conduct caused the alert; null where it is about the record itself. */
  csrId: z.string().nullable(),
  csrName: z.string().nullable(),
  accountId: AccountId.nullable(),
}

const Alert = z.object({
  ...alert,
  severity: z.enum(severities),
  /** Null once it is settled. */
  age: z.enum(alertAges).nullable(),
  /** The security officer who works on it; of a settled one, who settled it. */
  ownerCsrId: z.string().nullable(),
  ownerName: z.string().nullable(),
  /** Of a protected customer that was opened: the further reason that the CSR gave. */
  reasonKind: z.string().nullable(),
  reference: z.string().nullable(),
  finding: Finding.nullable(),
  settledAt: Instant.nullable(),
  settledBy: z.string().nullable(),
  /** Null of alerts that were settled before outcomes were asked for. */
  outcome: z.enum(alertOutcomes).nullable(),
  reason: z.string().nullable(),
})

const mays = may('alert:settle', 'alert:take', 'alert:hand-over', 'alert:mute')
const reasoned = { reason: text(mostReason) }
const toDo = z.strictObject({ toDoId: Id })
const changes = { masquerade: 'never', task: null, params: toDo } as const

const endpoints = {
  /** The alerts that no security officer has settled, newest first; 100 rows. */
  listAlerts: endpoint({
    method: 'GET',
    path: '/api/desk/alerts',
    action: 'alert:view',
    masquerade: 'never',
    response: z.object({
      alerts: z.array(
        z.object({
          ...alert,
          /** Of a protected customer that was opened: the further reason that the CSR gave. */
          reasonKind: z.string().nullable(),
          reference: z.string().nullable(),
          may: may('alert:settle'),
        }),
      ),
    }),
  }),
  /** Alerts by filters, the newest first, 50 a page; settled ones too. `before` is the last one's id. */
  queryAlerts: endpoint({
    method: 'POST',
    path: '/api/desk/alerts/query',
    action: 'alert:view',
    masquerade: 'never',
    task: null,
    reads: true,
    body: z.strictObject({
      state: z.enum(['open', 'settled']).optional(),
      subject: optionalText(60).optional(),
      severity: z.enum(severities).optional(),
      outcome: z.enum(alertOutcomes).optional(),
      /** Open ones that have waited this long, or longer. */
      age: z.enum(alertAges).optional(),
      /** The CSR whose conduct caused the alert. */
      csrId: optionalText(60).optional(),
      /** `-`: no owner. */
      ownerCsrId: optionalText(60).optional(),
      accountId: AccountId.optional(),
      from: CalendarDate.optional(),
      to: CalendarDate.optional(),
      before: Id.optional(),
    }),
    response: z.object({ alerts: z.array(Alert), nextBefore: Id.nullable() }),
  }),
  /** One alert with its history, and who can own it. */
  readAlert: endpoint({
    method: 'GET',
    path: '/api/desk/alerts/:toDoId',
    action: 'alert:view',
    masquerade: 'never',
    params: toDo,
    response: Alert.extend({
      /** The line of the record that the finding began with. */
      recordAt: Instant.nullable(),
      steps: z.array(
        z.object({
          step: z.string(),
          at: Instant,
          byCsrId: z.string(),
          byName: z.string(),
          toName: z.string().nullable(),
        }),
      ),
      /** Whom it can be handed over to: security officers, without the CSR that it is about. */
      owners: z.array(z.object({ csrId: z.string(), name: z.string() })),
      /** Whether the detector raises no alert about this CSR and this customer any more. */
      isMuted: z.boolean(),
      may: mays,
    }),
  }),
  /** Makes the reader the owner. */
  takeAlert: endpoint({
    method: 'POST',
    path: '/api/desk/alerts/:toDoId/take',
    action: 'alert:take',
    ...changes,
    response: z.object({}),
  }),
  /** Makes another security officer the owner, never the CSR that it is about. */
  handOverAlert: endpoint({
    method: 'POST',
    path: '/api/desk/alerts/:toDoId/hand-over',
    action: 'alert:hand-over',
    ...changes,
    body: z.strictObject({ toCsrId: text(60) }),
    response: z.object({}),
  }),
  /** From now on the alert's detector raises none about this CSR and this customer. The alert itself stays open. */
  muteAlert: endpoint({
    method: 'POST',
    path: '/api/desk/alerts/:toDoId/mute',
    action: 'alert:mute',
    ...changes,
    body: z.strictObject(reasoned),
    response: z.object({}),
  }),
  /** Completes an alert's to-do after a review. The CSR whom the alert is about cannot complete it. */
  settleAlert: endpoint({
    method: 'POST',
    path: '/api/desk/alerts/:toDoId/settle',
    action: 'alert:settle',
    ...changes,
    body: z.strictObject({
      outcome: z.enum(alertOutcomes),
      /** Why, in the CSR's words; it stays in the record. */
      ...reasoned,
    }),
    response: z.object({}),
  }),
}

export const alerts = feature({
  permissions: ['alert:view', 'alert:settle'],
  actions: { 'alert:take': 'never', 'alert:hand-over': 'never', 'alert:mute': 'never' },
  endpoints,
})
