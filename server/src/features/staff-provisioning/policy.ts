import { holds, no, ofStaff, type Row, rows } from '#policy/policy.ts'

/** What the ids of SCIM clients begin with, so that no client has the name of another machine. */
const scimPrefix = 'scim:'

/** Only a client of the identity provider, by its bearer token. */
const ofProvider: Row<'integration', never> = {
  visitor: 'not-signed-in',
  customer: no('integration-only'),
  csr: no('integration-only'),
  masquerade: no('masquerade-never'),
  integration: ({ clientId }) => (clientId.startsWith(scimPrefix) ? 'ok' : 'not-found'),
  system: 'integration-only',
  allows: ['integration'],
  about: [],
}

export const staffProvisioningRows = rows({
  'provisioning:view': ofStaff(holds('provisioning:view')),
  'provisioning:change': ofStaff(holds('provisioning:change')),
  'provisioning-token:end': ofStaff(holds('provisioning:change'), 'tokenId'),
  'provisioned-staff:view': ofProvider,
  'provisioned-staff:change': ofProvider,
})
