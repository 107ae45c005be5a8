import { changesAccess, forWebUser, opens, rows, yes } from '#policy/policy.ts'

export const webUsersRows = rows({
  'web-user:view': opens('web-user:view'),
  'web-user:deactivate': forWebUser('web-user:deactivate'),
  'web-user:resend-confirmation': forWebUser('web-user:resend-confirmation', (who) => {
    if (!who.isActive) return 'web-user-inactive'
    return who.isEmailConfirmed ? 'email-confirmed' : 'ok'
  }),
  'web-user:send-reset': forWebUser('web-user:send-reset', (who) => {
    if (!who.isActive) return 'web-user-inactive'
    // An unconfirmed address must not give access to an account.
    return who.isEmailConfirmed ? 'ok' : 'email-unconfirmed'
  }),
  'account-person:adopt': forWebUser('account-person:adopt', (who) =>
    who.isReserved ? 'ok' : 'relationship-not-reserved',
  ),
  'account-person:remove': changesAccess('account-person:remove', yes, 'personId'),
})
