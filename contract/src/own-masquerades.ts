import { z } from 'zod'
import { callerGrades } from './caller-grades.ts'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { AccountId, Id, Instant, MasqueradeId } from './values.ts'

const endpoints = {
  /** The CSR's own masquerades, live and ended ones, the newest first, 50 a page. */
  listOwnMasquerades: endpoint({
    method: 'POST',
    path: '/api/desk/own-masquerades',
    action: 'masquerade:list-own',
    masquerade: 'never',
    task: null,
    reads: true,
    body: z.strictObject({
      /** The cursor of the next page. */
      before: Id.optional(),
    }),
    response: z.object({
      masquerades: z.array(
        z.object({
          masqueradeId: MasqueradeId,
          /** Masked for a customer who is protected by now. */
          userName: z.string(),
          personName: z.string(),
          accountId: AccountId,
          purposeKind: z.string(),
          purposeReference: z.string(),
          callerGrade: z.enum(callerGrades),
          startedAt: Instant,
          endedAt: Instant.nullable(),
          endCause: z.string().nullable(),
          /** Whether the CSR switched to acting in it. */
          hasActed: z.boolean(),
          /** The tasks that the CSR made for the customer in it. */
          changed: z.array(z.object({ taskId: Id, taskType: z.string() })),
          /** Whether a contact note about it was saved. */
          hasNote: z.boolean(),
        }),
      ),
      nextBefore: Id.nullable(),
    }),
  }),
}

export const ownMasquerades = feature({
  actions: { 'masquerade:list-own': 'never' },
  endpoints,
})
