import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { AccountId, Id, Instant, Locale, MasqueradeId, may } from './values.ts'

/** What each page of the portal needs around its content: who is here, on which accounts, and under which banner. */
const endpoints = {
  readPortalContext: endpoint({
    method: 'GET',
    path: '/api/portal-context',
    action: 'portal:open',
    masquerade: 'read',
    response: z.object({
      webUserId: Id,
      displayName: z.string(),
      userName: z.string(),
      locale: Locale,
      accounts: z.array(
        z.object({
          accountId: AccountId,
          nickname: z.string(),
          address: z.string(),
          role: z.string(),
          isClosed: z.boolean(),
          /** True if the customer is financially responsible for the account and decides who sees it. */
          isHolder: z.boolean(),
        }),
      ),
      /** People who ask to see an account that this customer holds. */
      linkRequests: z.array(z.object({ taskId: Id, accountId: AccountId, name: z.string() })),
      /** How many of this customer's own requests for a link wait. */
      waitingLinks: z.number(),
      /** Support visits that are going on. */
      supportVisits: z.array(
        z.object({
          masqueradeId: MasqueradeId,
          accountId: AccountId,
          mode: z.enum(['read', 'act']),
          startedAt: Instant,
        }),
      ),
      /** How many codes support waits for the customer to read out. */
      supportCodes: z.number(),
      /** How many changes that support prepared wait for the customer's approval. */
      preparedChanges: z.number(),
      /** How many messages to this customer are unread, of the newest 100. */
      unreadMessages: z.number(),
      /** Accounts for which autopay waits for this customer's decision. */
      heldAutopays: z.array(AccountId),
      /** What the frame of every page leads to. */
      may: may('password:change', 'second-factor:change', 'account-link:add'),
      /** Only in a masquerade. The sentence is the utility's, its placeholders filled in. */
      masquerade: z
        .object({
          masqueradeId: z.string(),
          /** Opens the page about the end, after the masquerade has ended. It opens nothing else. */
          endKey: z.string(),
          /** The language of the CSR, in which the banner is written. */
          locale: Locale,
          banner: z.string(),
          tooltip: z.string(),
          csrId: z.string(),
          csrName: z.string(),
          mode: z.enum(['read', 'act']),
          endsAt: Instant,
          accountId: AccountId,
          may: may('masquerade:act'),
          /** The desk's origin, where the CSR can prepare a change for the customer; null where the CSR may prepare none. */
          preparesAt: z.url().nullable(),
        })
        .nullable(),
    }),
  }),
}

export const portalContext = feature({
  actions: {
    'portal:open': 'read',
  },
  endpoints,
})
