import type { Config } from '@porchlight/server/config.ts'
import { openPool } from '@porchlight/server/database/sql.ts'
import { customersPath, keysPath } from '@porchlight/server/integrations/cis/masquerade-starter.ts'
import { type DemoUserName, demoCustomer } from './cast/cast.ts'

/** Who uses the stand-in for another CIS: Amara, under the name that this CIS gives her. */
export const cisAgent = { subject: 'agent-7', name: 'Amara Okafor' }
const csrId = 'amara.okafor'

const shown: readonly DemoUserName[] = ['m.alvarez', 'd.okonkwo', 'golden.wok', 'a.okafor']

/** The customers on its page. The last one is protected: the portal refuses to open it. */
export const cisCustomers = shown.map((name) => {
  const { displayName, userName, accountIds } = demoCustomer(name)
  return { name: displayName, userName, accountId: accountIds[0] ?? 0 }
})

/** Registers the stand-in for another CIS at the addresses of this start, and maps its agent, unless somebody changed that. */
export async function registerCis(
  ownerUrl: string,
  { origins, standIns: { cis } }: Pick<Config, 'origins' | 'standIns'>,
): Promise<void> {
  const owner = openPool(ownerUrl, 1)
  const back = new URL(customersPath, cis).href
  try {
    await owner`INSERT INTO trusted_issuers (issuer_key, display_name, issuer, audience, key_address, algorithms, return_urls,
        context_names, active_from)
      VALUES ('demo-cis', 'Customer information system (demo)', ${cis}, ${origins.desk}, ${new URL(keysPath, cis).href},
        '{ES256}', ARRAY[${back}::text], '{call_id}', '2020-01-01T12:00:00Z')
      ON CONFLICT (issuer_key) DO UPDATE SET issuer = excluded.issuer, audience = excluded.audience,
        key_address = excluded.key_address, return_urls = excluded.return_urls, keys_asked_at = NULL
      WHERE trusted_issuers.version = 1`
    await owner`INSERT INTO trusted_issuer_subjects (issuer_key, subject, csr_id, mapped_at)
      SELECT issuer_key, ${cisAgent.subject}, csr_id, current_instant() FROM trusted_issuers, csr_users
      WHERE issuer_key = 'demo-cis' AND trusted_issuers.version = 1 AND csr_id = ${csrId} ON CONFLICT DO NOTHING`
  } finally {
    await owner.end()
  }
}
