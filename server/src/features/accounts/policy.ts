import { holds, ofStaff, opens, rows } from '#policy/policy.ts'

export const accountsRows = rows({
  'account:view': opens('account:view', 'accountId'),
  'account:open-protected': ofStaff((who, on) => {
    const held = holds('account:open-protected')(who)
    if (held !== 'ok') return held
    // Unknown and unprotected answer alike.
    return on.customer?.isProtected ? 'ok' : 'not-found'
  }, 'accountId'),
  'identifier:reveal': opens('identifier:reveal', 'accountId', 'personIdentifierId'),
})
