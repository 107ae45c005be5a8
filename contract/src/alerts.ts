import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostReason } from './limits.ts'
import { AccountId, Id, Instant, may, optionalText, text } from './values.ts'

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
  /** The alerts that were settled, the newest first: by whom, when and why. 50 a page; `before` is the last one's id. */
  querySettledAlerts: endpoint({
    method: 'POST',
    path: '/api/desk/alerts/settled',
    action: 'alert:view',
    masquerade: 'never',
    task: null,
    reads: true,
    body: z.strictObject({
      /** The CSR whose conduct caused the alert. */
      csrId: optionalText(60).optional(),
      before: Id.optional(),
    }),
    response: z.object({
      alerts: z.array(
        z.object({
          ...alert,
          settledAt: Instant,
          settledBy: z.string().nullable(),
          reason: z.string().nullable(),
        }),
      ),
      nextBefore: Id.nullable(),
    }),
  }),
  /** Completes an alert's to-do after a review. The CSR whom the alert is about cannot complete it. */
  settleAlert: endpoint({
    method: 'POST',
    path: '/api/desk/alerts/:toDoId/settle',
    action: 'alert:settle',
    masquerade: 'never',
    task: null,
    params: z.strictObject({ toDoId: Id }),
    body: z.strictObject({
      /** Why, in the CSR's words; it stays in the record. */
      reason: text(mostReason),
    }),
    response: z.object({}),
  }),
}

export const alerts = feature({
  permissions: ['alert:view', 'alert:settle'],
  endpoints,
})
