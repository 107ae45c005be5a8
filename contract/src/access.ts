import { z } from 'zod'
import { callerGrades } from './caller-grades.ts'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { TaskDetail } from './requests.ts'
import { AccountId, Cents, Currency, Id, Instant, MasqueradeId, may } from './values.ts'

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
      supportVisits: z.array(
        z.object({
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
          may: may('support-visit:end'),
        }),
      ),
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
  },
  endpoints,
})
