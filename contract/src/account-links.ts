import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { MailedKey } from './mailed-keys.ts'
import { AccountId, Id, Instant, may, Version } from './values.ts'

/** Days after which a request for a link that nobody decided expires. */
export const daysToAnswer = 14

const ofRequest = z.strictObject({ accountId: AccountId, taskId: Id })

/** States of a request for a link. `working`: approved, and the worker has yet to make the link. */
export const linkRequestStates = ['waiting', 'working', 'approved', 'declined', 'closed', 'expired'] as const

const endpoints = {
  /**
   * Asks for a link to an account by its id and a postal code of its premises or mailing address. Unknown and wrong answer alike.
   * Nothing of the account is seen before a holder or a CSR approves.
   */
  linkAccount: endpoint({
    method: 'POST',
    path: '/api/account-links',
    action: 'account-link:add',
    masquerade: 'step-up: account.link',
    task: 'account-verification',
    body: z.strictObject({
      /** As written on a bill: spaces and dashes do not matter. */
      accountNumber: z
        .string()
        .max(100, 'account-number')
        .transform((value) => value.replace(/[\s\p{Pd}]/gu, ''))
        .pipe(z.string().regex(/^\d{10}$/, 'account-number')),
      postalCode: z
        .string()
        .trim()
        .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{1,11}$/, 'postal-code'),
    }),
    response: z.object({ taskId: Id, expiresAt: Instant }),
  }),
  /** The customer's own requests: those that wait, and those that were answered within thirty days. */
  listLinkRequests: endpoint({
    method: 'GET',
    path: '/api/account-links',
    action: 'account-link:view',
    masquerade: 'read',
    response: z.object({
      requests: z.array(
        z.object({
          taskId: Id,
          /** What the customer typed; they see nothing else of it. */
          accountId: AccountId,
          state: z.enum(linkRequestStates),
          askedAt: Instant,
          answeredAt: Instant.nullable(),
          expiresAt: Instant.nullable(),
          may: may('account-link:withdraw'),
        }),
      ),
    }),
  }),
  /** The customer takes back their own request. */
  withdrawLinkRequest: endpoint({
    method: 'POST',
    path: '/api/account-links/:taskId/withdraw',
    action: 'account-link:withdraw',
    masquerade: 'step-up: account.link',
    task: 'account-verification',
    params: z.strictObject({ taskId: Id }),
    response: z.object({ taskId: Id }),
  }),
  /** Who sees an account in the portal, and who asks to, for a holder of it. */
  listAccountPeople: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/people',
    action: 'account-people:view',
    masquerade: 'read',
    params: z.strictObject({ accountId: AccountId }),
    response: z.object({
      people: z.array(
        z.object({
          webUserId: Id,
          name: z.string(),
          userName: z.string(),
          role: z.string(),
          isHolder: z.boolean(),
          isSelf: z.boolean(),
          may: may('account-link:remove', 'guest:change-role'),
        }),
      ),
      requests: z.array(
        z.object({
          taskId: Id,
          version: Version,
          name: z.string(),
          userName: z.string(),
          askedAt: Instant,
          expiresAt: Instant.nullable(),
          may: may('account-link:approve', 'account-link:decline'),
        }),
      ),
    }),
  }),
  /** A holder approves a request for a link. From then on, the newcomer sees the account. */
  approveLinkRequest: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/link-requests/:taskId/approve',
    action: 'account-link:approve',
    masquerade: 'step-up: account.link',
    task: 'account-verification',
    params: ofRequest,
    body: z.strictObject({ version: Version }),
    response: z.object({ taskId: Id }),
  }),
  /** A holder declines a request for a link. The person who asked never sees the account. */
  declineLinkRequest: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/link-requests/:taskId/decline',
    action: 'account-link:decline',
    masquerade: 'step-up: guest.remove',
    task: 'account-verification',
    params: ofRequest,
    body: z.strictObject({ version: Version }),
    response: z.object({ taskId: Id }),
  }),
  /** A holder removes a person from the account. */
  takeOffAccount: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/people/:guestId/remove',
    action: 'account-link:remove',
    masquerade: 'step-up: guest.remove',
    task: 'guest-remove',
    preparable: true,
    params: z.strictObject({ accountId: AccountId, guestId: Id }),
    response: z.object({ taskId: Id }),
  }),
  /** Declines a pending request, or removes the person if it was approved since. Needs a holder's mailed key, no sign-in. */
  takeOffByMail: endpoint({
    method: 'POST',
    path: '/api/account-link-removal',
    action: 'public',
    masquerade: 'never',
    task: 'guest-remove',
    body: z.strictObject({ key: MailedKey }),
    response: z.object({ taskId: Id, outcome: z.enum(['declined', 'removed']) }),
  }),
}

export const accountLinks = feature({
  entitlements: {
    'account.link': { default: false, class: 'step-up' },
    'account.unlink': { default: false, class: 'step-up' },
    'guest.invite': { default: false, class: 'step-up' },
    'guest.change': { default: false, class: 'step-up' },
    'guest.remove': { default: false, class: 'step-up' },
  },
  actions: {
    'account-link:add': 'step-up: account.link',
    'account-link:view': 'read',
    'account-link:withdraw': 'step-up: account.link',
    'account-people:view': 'read',
    'account-link:approve': 'step-up: account.link',
    'account-link:decline': 'step-up: guest.remove',
    'account-link:remove': 'step-up: guest.remove',
  },
  endpoints,
})
