import { holds, no, ofStaff, type Row, rows } from '#policy/policy.ts'

/** What the ids of registered issuers begin with, so that no issuer has the name of another machine. */
const issuerPrefix = 'issuer:'

/** Only a registered issuer, by the signature of its token. */
const ofIssuer: Row<'integration', never> = {
  visitor: 'not-signed-in',
  customer: no('integration-only'),
  csr: no('integration-only'),
  masquerade: no('masquerade-never'),
  integration: ({ clientId }) => (clientId.startsWith(issuerPrefix) ? 'ok' : 'not-found'),
  system: 'integration-only',
  allows: ['integration'],
  about: [],
}

export const tokenExchangeRows = rows({
  'trusted-issuer:view': ofStaff(holds('trusted-issuer:view')),
  'trusted-issuer:change': ofStaff(holds('trusted-issuer:change')),
  'masquerade:exchange': ofIssuer,
  'issuer-session:end': ofIssuer,
})
