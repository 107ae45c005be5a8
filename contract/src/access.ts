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
          startedAt: Instant,
          lastUsedAt: Instant,
          ipAddress: z.string(),
          userAgent: z.string(),
          /** Whether the session still holds. */
          isSignedIn: z.boolean(),
          isThis: z.boolean(),
        }),
      ),
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
    'support-visit:end': 'never',
  },
  endpoints,
})
