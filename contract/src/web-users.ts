import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { AccountId, Cents, Currency, Id, Instant, may } from './values.ts'

export const webUsers = {
  /** The Web User Summary zone of an account. */
  readWebUserSummary: endpoint({
    method: 'GET',
    path: '/api/desk/accounts/:accountId/web-users',
    action: 'web-user:view',
    masquerade: 'never',
    opens: 'web-user',
    params: z.strictObject({ accountId: AccountId }),
    response: z.object({
      webUsers: z.array(
        z.object({
          webUserId: Id,
          userName: z.string(),
          personId: Id,
          personName: z.string(),
          role: z.string(),
          relationshipType: z.string().nullable(),
          isFinanciallyResponsible: z.boolean(),
          isActive: z.boolean(),
          isLinkActive: z.boolean(),
          lastSeenAt: Instant.nullable(),
          openTaskCount: z.number(),
          nonFinalTaskCount: z.number(),
          accountCount: z.number(),
          may: may('masquerade:start'),
        }),
      ),
      financiallyResponsible: z.array(z.object({ personName: z.string(), userName: z.string().nullable() })),
      may: may('task:view'),
    }),
  }),
  /** Every account that is linked to a web user; 50 a page, by account id. */
  readWebUserAccounts: endpoint({
    method: 'GET',
    path: '/api/desk/web-users/:webUserId/accounts',
    action: 'web-user:view',
    masquerade: 'never',
    opens: 'web-user',
    params: z.strictObject({ webUserId: Id }),
    query: z.strictObject({ after: AccountId.optional() }),
    response: z.object({
      accounts: z.array(
        z.object({
          accountId: AccountId,
          address: z.string(),
          balanceCents: Cents,
          currency: Currency,
          role: z.string(),
          status: z.string(),
          isLinkActive: z.boolean(),
        }),
      ),
      nextAfter: AccountId.nullable(),
      total: z.number(),
    }),
  }),
}
