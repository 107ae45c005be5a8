import { z } from 'zod'
import { callerGrades } from './caller-grades.ts'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { TaskDetail } from './requests.ts'
import { AccountId, Cents, Currency, Id, Instant, MasqueradeId, may } from './values.ts'

/** One support visit in plain words. */
const SupportVisit = z.object({
  masqueradeId: MasqueradeId,
  startedAt: Instant,
  endedAt: Instant.nullable(),
  accountId: AccountId,
  purposeKind: z.string(),
  mode: z.enum(['read', 'act']),
  /** How support knew that it was the customer who called. */
  callerGrade: z.enum(callerGrades),
  isLive: z.boolean(),
  /** Actions whose data were read, and task types that were made. */
  read: z.array(z.string()),
  changed: z.array(
    z.object({
      taskId: Id,
      taskType: z.string(),
      at: Instant,
      amountCents: Cents.nullable(),
      currency: Currency.nullable(),
      /** Each value that was changed. */
      details: z.array(TaskDetail),
    }),
  ),
  /** When the customer said that they did not ask for this visit. */
  questionedAt: Instant.nullable(),
  may: may('support-visit:end', 'support-visit:question'),
})

const endpoints = {
  /** Who has been in this customer's portal: own devices, and every support visit in plain words. */
  listAccess: endpoint({
    method: 'GET',
    path: '/api/access',
    action: 'access:view',
    masquerade: 'read',
    response: z.object({
      devices: z.array(
        z.object({
          customerSessionId: Id,
          startedAt: Instant,
          lastUsedAt: Instant,
          ipAddress: z.string(),
          userAgent: z.string(),
          /** Whether the session still holds. */
          isSignedIn: z.boolean(),
          isThis: z.boolean(),
          may: may('device:sign-out'),
        }),
      ),
      may: may('device:sign-out-all'),
      supportVisits: z.array(SupportVisit),
    }),
  }),
  /** Ends one session of this customer, on another device. */
  signOutDevice: endpoint({
    method: 'POST',
    path: '/api/access/devices/:customerSessionId/sign-out',
    action: 'device:sign-out',
    masquerade: 'never',
    task: null,
    params: z.strictObject({ customerSessionId: Id }),
    response: z.object({}),
  }),
  /** Ends every session of this customer, this one too. Every other browser becomes a new device. */
  signOutAllDevices: endpoint({
    method: 'POST',
    path: '/api/access/sign-out-all',
    action: 'device:sign-out-all',
    masquerade: 'never',
    task: null,
    response: z.object({ ended: z.number().int() }),
  }),
  /** Every support visit, the newest first, 20 a page; `only` those that changed something. */
  listSupportVisits: endpoint({
    method: 'GET',
    path: '/api/access/support-visits',
    action: 'access:view',
    masquerade: 'read',
    query: z.strictObject({
      /** The last visit of the page before. */
      before: MasqueradeId.optional(),
      only: z.enum(['changes']).optional(),
    }),
    response: z.object({ supportVisits: z.array(SupportVisit), nextBefore: MasqueradeId.nullable() }),
  }),
  /** The customer did not ask for a visit: all visits that are going on end, and the security officer looks into it. */
  questionSupportVisit: endpoint({
    method: 'POST',
    path: '/api/access/support-visits/:masqueradeId/question',
    action: 'support-visit:question',
    masquerade: 'never',
    task: null,
    params: z.strictObject({ masqueradeId: MasqueradeId }),
    response: z.object({ ended: z.number().int() }),
  }),
  /** The customer ends a support visit that is going on. */
  endSupportVisit: endpoint({
    method: 'POST',
    path: '/api/access/support-visits/:masqueradeId/end',
    action: 'support-visit:end',
    masquerade: 'never',
    task: null,
    params: z.strictObject({ masqueradeId: MasqueradeId }),
    response: z.object({}),
  }),
}

export const access = feature({
  actions: {
    'access:view': 'read',
    'device:sign-out': 'never',
    'device:sign-out-all': 'never',
    'support-visit:end': 'never',
    'support-visit:question': 'never',
  },
  endpoints,
})
