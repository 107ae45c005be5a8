import { inPerson, ofCustomer, rows, yes } from '#policy/policy.ts'

export const accessRows = rows({
  'access:view': ofCustomer(yes),
  'support-visit:end': inPerson(
    (who, on) => (on.masquerade?.webUserId === who.webUserId ? 'ok' : 'not-found'),
    'masqueradeId',
  ),
})
