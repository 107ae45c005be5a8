import type { Masquerade } from '#policy/actor.ts'
import { byMailedKey, holding, ofCustomer, ofSystem, type Rule, rows, yes } from '#policy/policy.ts'
import { byAnotherCsr } from '#policy/staff-work.ts'
import type { Subject } from '#policy/subject.ts'

/** Allows a holder to remove a guest. Only the utility removes the main customer or a holder whom it added. */
const removing: Rule['customer'] = (who, on) => {
  const verdict = holding(who, on)
  return verdict === 'ok' && on.guest && !on.guest.isRemovable ? 'holder-not-removable' : verdict
}

export const accountLinksRows = rows({
  'account-link:add': ofCustomer(yes),
  'account-link:view': ofCustomer(yes),
  'account-link:withdraw': ofCustomer(yes, 'taskId'),
  'account-people:view': ofCustomer(holding, 'accountId'),
  // A CSR who asked in one customer's name does not approve in another's.
  'account-link:approve': {
    ...ofCustomer(holding, 'accountId', 'taskId'),
    masquerade: (who: Masquerade, on: Subject) => {
      const verdict = holding(who.customer, on)
      return verdict === 'ok' ? byAnotherCsr(who.csr, on) : verdict
    },
  },
  'account-link:decline': ofCustomer(holding, 'accountId', 'taskId'),
  'account-link:remove': ofCustomer(removing, 'accountId', 'guestId'),
  'mailed-key:take-off': byMailedKey('take-off', 'accountId', 'guestId'),
  'job:tell-of-links': ofSystem,
})
