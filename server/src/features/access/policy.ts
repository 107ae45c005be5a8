import { inPerson, ofCustomer, rows, yes } from '#policy/policy.ts'

export const accessRows = rows({
  'access:view': ofCustomer(yes),
  'device:sign-out': inPerson(yes, 'customerSessionId'),
  'device:sign-out-all': inPerson(yes),
  'support-visit:end': inPerson(
    (who, on) => (on.masquerade?.webUserId === who.webUserId ? 'ok' : 'not-found'),
    'masqueradeId',
  ),
})
