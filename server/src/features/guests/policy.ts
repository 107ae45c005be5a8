import {
  byMailedKey,
  holding,
  inPerson,
  linkedWith,
  ofCustomer,
  type Rule,
  rows,
  yes,
} from '#policy/policy.ts'

/** Allows a holder whose role may invite. */
const inviting: Rule['customer'] = (who, on) => {
  const verdict = holding(who, on)
  return verdict === 'ok' ? linkedWith('invite')(who, on) : verdict
}

/** Only the utility changes the role of a holder. */
const changingRole: Rule['customer'] = (who, on) => {
  const verdict = inviting(who, on)
  return verdict === 'ok' && on.guest && !on.guest.isRemovable ? 'holder-not-removable' : verdict
}

export const guestsRows = rows({
  'guest:invite': ofCustomer(inviting, 'accountId'),
  'guest:withdraw': ofCustomer(inviting, 'accountId', 'taskId'),
  'guest:change-role': ofCustomer(changingRole, 'accountId', 'guestId'),
  'guest:accept': inPerson(yes),
  'account-link:leave': ofCustomer(linkedWith('see'), 'accountId'),
  'nickname:change': ofCustomer(linkedWith('see'), 'accountId'),
  'mailed-key:register-guest': byMailedKey('guest-invite', 'accountId'),
})
