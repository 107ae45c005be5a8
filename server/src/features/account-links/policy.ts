import type { Masquerade } from '#policy/actor.ts'
import { byMailedKey, holding, ofCustomer, ofSystem, rows, yes } from '#policy/policy.ts'
import { byAnotherCsr } from '#policy/staff-work.ts'
import type { Subject } from '#policy/subject.ts'

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
  'account-link:remove': ofCustomer(holding, 'accountId'),
  'mailed-key:take-off': byMailedKey('take-off', 'accountId'),
  'job:tell-of-links': ofSystem,
})
