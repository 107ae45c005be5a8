import { inPerson, ofCustomer, rows, yes } from '#policy/policy.ts'

export const ownMessagesRows = rows({
  'message:view': ofCustomer(yes),
  'message:mark-read': inPerson(yes),
})
