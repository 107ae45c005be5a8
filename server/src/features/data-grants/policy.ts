import { inPerson, linkedWith, no, ofCustomer, type Row, rows, yes } from '#policy/policy.ts'

/** Only a third party with the customer's grant, by its token: its id begins with `data:` (third-party-request.ts). */
const ofThirdParty: Row<'integration', never> = {
  visitor: 'not-signed-in',
  customer: no('integration-only'),
  csr: no('integration-only'),
  masquerade: no('masquerade-never'),
  integration: ({ clientId }) => (clientId.startsWith('data:') ? 'ok' : 'not-found'),
  system: 'integration-only',
  allows: ['integration'],
  about: [],
}

export const dataGrantsRows = rows({
  'data-request:view': inPerson(yes),
  'data-grant:give': inPerson(linkedWith('change'), 'accountId'),
  'data-grant:view': ofCustomer(linkedWith('see'), 'accountId'),
  // The database ends no grant that the reader does not see.
  'data-grant:revoke': ofCustomer(linkedWith('see'), 'accountId', 'dataGrantId'),
  'data-grant:use': ofThirdParty,
})
