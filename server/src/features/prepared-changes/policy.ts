import { forWebUser, inPerson, ofCustomer, opens, rows, yes } from '#policy/policy.ts'

export const preparedChangesRows = rows({
  'prepared-change:prepare': forWebUser('prepared-change:prepare', ({ isActive }) =>
    isActive ? 'ok' : 'web-user-inactive',
  ),
  'prepared-change:list': opens('account:view', 'accountId'),
  'prepared-change:withdraw': opens('prepared-change:prepare', 'accountId', 'taskId'),
  'prepared-change:view': ofCustomer(yes),
  // The command that is approved is decided by itself, with the customer's own rights at that moment.
  'prepared-change:approve': inPerson(yes, 'taskId'),
  'prepared-change:decline': inPerson(yes, 'taskId'),
})
