import { inPerson, ofCustomer, type Rule, rows, yes } from '#policy/policy.ts'

const ownVisit: Rule['customer'] = (who, on) =>
  on.masquerade?.webUserId === who.webUserId ? 'ok' : 'not-found'

export const accessRows = rows({
  'access:view': ofCustomer(yes),
  'device:sign-out': inPerson(yes, 'customerSessionId'),
  'device:sign-out-all': inPerson(yes),
  'support-visit:end': inPerson(ownVisit, 'masqueradeId'),
  'support-visit:question': inPerson(ownVisit, 'masqueradeId'),
})
