import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { AccountId, Cents, Currency, Id, Instant, may, Version } from './values.ts'
import { Because } from './web-users.ts'

/**
 * What becomes of the account-person row: it goes with the link, or stays because it is the main customer's, because another
 * link of the same person needs it, or because it is the utility's own (it goes only where the CSR ticks that it shall).
 */
export const accountPersonOutcomes = ['goes', 'main-customer', 'needed', 'utility-owned'] as const
export type AccountPersonOutcome = (typeof accountPersonOutcomes)[number]

const Fingerprint = z.string().max(64)
/** The data of the preview on which an unlink depends. If any of it has changed since, the unlink is refused with 409. */
const Standing = z.strictObject({
  webUser: Fingerprint,
  link: Fingerprint,
  accountPerson: Fingerprint,
  otherLinks: Fingerprint,
  tasks: Fingerprint,
  masquerades: Fingerprint,
})
export type Standing = z.infer<typeof Standing>

const UnlinkPreview = z.object({
  webUserId: Id,
  userName: z.string(),
  personName: z.string(),
  accountId: AccountId,
  /** The link that the unlink deletes. */
  role: z.string(),
  nickname: z.string(),
  isLinkActive: z.boolean(),
  /** Null if the link has no account person. */
  accountPerson: z
    .object({
      relationshipType: z.string(),
      isFinanciallyResponsible: z.boolean(),
      outcome: z.enum(accountPersonOutcomes),
      version: Version,
    })
    .nullable(),
  /** Other web users of the same person on this account: their links stay. */
  otherUserNames: z.array(z.string()),
  /** How many other accounts the web user keeps. */
  otherAccountCount: z.number(),
  /** True if no web user sees the account after the unlink. */
  isLast: z.boolean(),
  /** The web user's tasks on this account that are not final, at most 100; each stays unless it is chosen to be discarded. */
  tasks: z.array(
    z.object({
      taskId: Id,
      taskType: z.string(),
      state: z.string(),
      createdAt: Instant,
      version: Version,
      amountCents: Cents.nullable(),
      currency: Currency.nullable(),
      /** Whether its lifecycle lets it be discarded from this state. */
      isDiscardable: z.boolean(),
    }),
  ),
  /** The number of open tasks beyond these 100. They stay open. */
  moreTasks: z.number(),
  /** Masquerades of this web user on this account that are going on: they end. */
  masquerades: z.array(z.object({ masqueradeId: z.string(), csrName: z.string() })),
  /** Where the web user is told by mail, masked; null where the utility has that switched off. */
  toldAt: z.string().nullable(),
  standing: Standing,
  may: may('account-link:unlink', 'account-person:remove', 'task:discard'),
})
export type UnlinkPreview = z.infer<typeof UnlinkPreview>

const ofLink = z.strictObject({ accountId: AccountId, webUserId: Id })

const endpoints = {
  /** What an unlink takes away and what stays. */
  previewUnlink: endpoint({
    method: 'GET',
    path: '/api/desk/accounts/:accountId/web-users/:webUserId/unlink',
    action: 'account-link:unlink',
    masquerade: 'never',
    opens: 'web-user',
    params: ofLink,
    response: UnlinkPreview,
  }),
  /**
   * Takes a web user off an account, with its task, in one transaction. 409 with the present preview if anything that was shown
   * has changed since.
   */
  unlinkWebUser: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/web-users/:webUserId/unlink',
    action: 'account-link:unlink',
    masquerade: 'never',
    task: 'account-unlink',
    params: ofLink,
    body: z.strictObject({
      standing: Standing,
      reason: Because,
      /** True to remove the account person too, although the utility owns the relationship. */
      removesAccountPerson: z.boolean(),
      discardedTaskIds: z.array(Id).max(100),
    }),
    response: z.object({
      unlinkId: Id,
      taskId: Id,
      undoUntil: Instant,
      isAccountPersonRemoved: z.boolean(),
      discardedTasks: z.number(),
      endedMasquerades: z.number(),
      isTold: z.boolean(),
    }),
  }),
  /**
   * Puts back what an unlink took, within the same call: the same desk session, half an hour. Discarded tasks stay discarded.
   */
  linkWebUserAgain: endpoint({
    method: 'POST',
    path: '/api/desk/accounts/:accountId/unlinks/:unlinkId/link-again',
    action: 'account-link:link-again',
    masquerade: 'never',
    task: 'account-link-again',
    params: z.strictObject({ accountId: AccountId, unlinkId: Id }),
    response: z.object({ taskId: Id, webUserId: Id, isAccountPersonRestored: z.boolean() }),
  }),
}

export const unlink = feature({
  permissions: ['account-link:unlink'],
  actions: { 'account-link:link-again': 'never' },
  endpoints,
})
