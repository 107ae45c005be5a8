import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostReason } from './limits.ts'
import { AccountId, Cents, Currency, Id, Instant, may, text, Version } from './values.ts'

const ofWebUser = z.strictObject({ accountId: AccountId, webUserId: Id })
/** Why, in the CSR's words: it goes into the contact history. */
export const Because = text(mostReason)

/** What the reader may do for a web user. */
export const webUserActions = [
  'masquerade:start',
  'account-link:unlink',
  'account-person:adopt',
  'web-user:deactivate',
  'web-user:resend-confirmation',
  'web-user:send-reset',
] as const

const endpoints = {
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
          /** Of the account-person row; null where the link has none. */
          relationshipType: z.string().nullable(),
          accountPersonVersion: Version.nullable(),
          isMainCustomer: z.boolean(),
          isFinanciallyResponsible: z.boolean(),
          isActive: z.boolean(),
          isLinkActive: z.boolean(),
          /** The customer has proved that the e-mail address is theirs. */
          isEmailConfirmed: z.boolean(),
          /** False: never signed in by themselves. The password link that a CSR sends is then an invitation, for 14 days. */
          hasPassword: z.boolean(),
          version: Version,
          lastSeenAt: Instant.nullable(),
          openTaskCount: z.number(),
          nonFinalTaskCount: z.number(),
          accountCount: z.number(),
          may: may(...webUserActions),
        }),
      ),
      /** Requests for a link to the account that a holder or a CSR has not decided yet. */
      linkRequests: z.array(
        z.object({
          taskId: Id,
          version: Version,
          userName: z.string(),
          personName: z.string(),
          /** True if the person is already on the account. */
          isOnAccount: z.boolean(),
          askedAt: Instant,
          expiresAt: Instant.nullable(),
          may: may('task:approve', 'task:reject'),
        }),
      ),
      financiallyResponsible: z.array(z.object({ personName: z.string(), userName: z.string().nullable() })),
      /** People on the account who have no web user (any more), except the main customer. A CSR can remove them. */
      withoutWebUser: z.array(
        z.object({
          personId: Id,
          personName: z.string(),
          relationshipType: z.string(),
          isFinanciallyResponsible: z.boolean(),
          version: Version,
        }),
      ),
      /** What a reserved relationship may be adopted as. */
      relationshipTypes: z.array(z.string()),
      /** Web users whom this desk session unlinked from the account and can still link again. */
      unlinked: z.array(
        z.object({ unlinkId: Id, userName: z.string(), unlinkedAt: Instant, undoUntil: Instant }),
      ),
      may: may('task:view', 'account-person:remove'),
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
  /**
   * Adopts a relationship that self-service created, by giving it another type. This cannot be undone. Refuses a stale version of
   * the account-person row with 409.
   */
  adoptAccountPerson: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/web-users/:webUserId/adopt',
    action: 'account-person:adopt',
    masquerade: 'never',
    task: null,
    params: ofWebUser,
    body: z.strictObject({ relationshipType: text(40), version: Version, reason: Because }),
    response: z.object({ version: Version }),
  }),
  /** Removes a person who has no web user from the account, never the main customer. Refuses a stale version with 409. */
  removeAccountPerson: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/persons/:personId/remove',
    action: 'account-person:remove',
    masquerade: 'never',
    task: null,
    params: z.strictObject({ accountId: AccountId, personId: Id }),
    body: z.strictObject({ version: Version, reason: Because }),
    response: z.object({}),
  }),
  /** Switches a web user off. Their sessions end, masquerades of them end, and links mailed to them stop working. */
  deactivateWebUser: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/web-users/:webUserId/deactivate',
    action: 'web-user:deactivate',
    masquerade: 'never',
    task: null,
    params: ofWebUser,
    body: z.strictObject({ version: Version, reason: Because }),
    response: z.object({ version: Version, endedMasquerades: z.number() }),
  }),
  reactivateWebUser: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/web-users/:webUserId/reactivate',
    action: 'web-user:deactivate',
    masquerade: 'never',
    task: null,
    params: ofWebUser,
    body: z.strictObject({ version: Version, reason: Because }),
    response: z.object({ version: Version }),
  }),
  /** Mails the web user a new link to confirm the address. The previous link stops working. */
  resendConfirmation: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/web-users/:webUserId/resend-confirmation',
    action: 'web-user:resend-confirmation',
    masquerade: 'never',
    task: null,
    params: ofWebUser,
    response: z.object({ sentTo: z.string() }),
  }),
  /** Mails a link to set another password to the customer's own address, which the CSR sees masked. */
  sendPasswordReset: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/web-users/:webUserId/send-reset',
    action: 'web-user:send-reset',
    masquerade: 'never',
    task: null,
    params: ofWebUser,
    response: z.object({ sentTo: z.string() }),
  }),
}

export const webUsers = feature({
  permissions: [
    'web-user:view',
    'web-user:deactivate',
    'web-user:resend-confirmation',
    'web-user:send-reset',
    'account-person:adopt',
    'account-person:remove',
  ],
  endpoints,
})
