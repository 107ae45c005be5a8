import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { MailedKey } from './mailed-keys.ts'
import { newSignIn } from './registration.ts'
import { AccountId, Id, Instant, may, optionalText } from './values.ts'

const ofAccount = z.strictObject({ accountId: AccountId })
const Role = z.string().min(1, 'required').max(40, 'too-long')

const endpoints = {
  /** The roles that a guest can have, and the invitations to an account that nobody has accepted yet. */
  listGuestInvitations: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/guest-invitations',
    action: 'account-people:view',
    masquerade: 'read',
    params: ofAccount,
    response: z.object({
      roles: z.array(z.string()),
      invitations: z.array(
        z.object({
          taskId: Id,
          email: z.string(),
          role: z.string(),
          invitedAt: Instant,
          expiresAt: Instant.nullable(),
          may: may('guest:withdraw'),
        }),
      ),
      may: may('guest:invite'),
    }),
  }),
  /** Mails somebody an invitation to see an account in a role. The role never makes them responsible for the bills. */
  inviteGuest: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/guest-invitations',
    action: 'guest:invite',
    masquerade: 'step-up: guest.invite',
    task: 'guest-invite',
    params: ofAccount,
    body: z.strictObject({
      email: z.string().trim().min(1, 'required').max(200, 'too-long').pipe(z.email('not-an-email')),
      role: Role,
    }),
    response: z.object({ taskId: Id }),
  }),
  /** Withdraws an invitation that nobody has accepted. Its link stops working at once. */
  withdrawGuestInvitation: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/guest-invitations/:taskId/withdraw',
    action: 'guest:withdraw',
    masquerade: 'step-up: guest.invite',
    task: 'guest-invite',
    params: z.strictObject({ accountId: AccountId, taskId: Id }),
    response: z.object({ taskId: Id }),
  }),
  /** Gives a guest another role. `seenRole`: the role that the reader saw. */
  changeGuestRole: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/people/:guestId/role',
    action: 'guest:change-role',
    masquerade: 'step-up: guest.change',
    task: 'guest-role-change',
    params: z.strictObject({ accountId: AccountId, guestId: Id }),
    body: z.strictObject({ role: Role, seenRole: Role }),
    response: z.object({ taskId: Id.nullable() }),
  }),
  /** Shows a signed-in customer what an invitation offers, by the key of its mail. */
  readGuestInvitation: endpoint({
    method: 'POST',
    path: '/api/guest-invitation',
    action: 'guest:accept',
    masquerade: 'never',
    reads: true,
    task: null,
    body: z.strictObject({ key: MailedKey }),
    response: z.object({
      /** The last four digits of the account. */
      accountEnding: z.string(),
      inviter: z.string(),
      role: z.string(),
    }),
  }),
  /** A signed-in customer accepts an invitation. From then on they see the account. */
  acceptGuestInvitation: endpoint({
    method: 'POST',
    path: '/api/guest-invitation/accept',
    action: 'guest:accept',
    masquerade: 'never',
    task: 'account-verification',
    body: z.strictObject({ key: MailedKey }),
    response: z.object({ taskId: Id, accountId: AccountId }),
  }),
  /** Registers the guest with the invited e-mail address as user name, and accepts. Nobody is signed in by it. */
  registerGuest: endpoint({
    method: 'POST',
    path: '/api/guest-invitation/register',
    action: 'public',
    masquerade: 'never',
    task: 'account-verification',
    body: z.strictObject(newSignIn),
    response: z.object({ taskId: Id }),
  }),
  /** The customer's own role and name for an account, and whether they may leave it. */
  readOwnLink: endpoint({
    method: 'GET',
    path: '/api/accounts/:accountId/own-link',
    action: 'overview:view',
    masquerade: 'read',
    params: ofAccount,
    response: z.object({
      role: z.string(),
      nickname: z.string(),
      isHolder: z.boolean(),
      may: may('account-link:leave', 'nickname:change'),
    }),
  }),
  /** Removes an account from the customer's own portal. The account and its bills stay as they are. */
  leaveAccount: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/leave',
    action: 'account-link:leave',
    masquerade: 'step-up: account.unlink',
    task: 'leave-account',
    params: ofAccount,
    response: z.object({ taskId: Id }),
  }),
  /** Sets the name by which this customer knows an account. Empty: none. */
  changeNickname: endpoint({
    method: 'POST',
    path: '/api/accounts/:accountId/nickname',
    action: 'nickname:change',
    masquerade: 'act: preferences',
    task: 'nickname',
    params: ofAccount,
    body: z.strictObject({ nickname: optionalText(60) }),
    response: z.object({ taskId: Id.nullable() }),
  }),
}

export const guests = feature({
  actions: {
    'guest:invite': 'step-up: guest.invite',
    'guest:withdraw': 'step-up: guest.invite',
    'guest:change-role': 'step-up: guest.change',
    'guest:accept': 'never',
    'account-link:leave': 'step-up: account.unlink',
    'nickname:change': 'act: preferences',
  },
  endpoints,
})
