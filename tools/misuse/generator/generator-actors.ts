import type { CsrRole, CustomerRole } from '../accounts.ts'
import { WebClient } from '../client/web-client.ts'
import type { Stage } from '../stage.ts'

/** Somebody with a valid session, whose requests are generated. */
export type GeneratorActor = {
  name: string
  site: 'portal' | 'desk' | 'view'
  client: WebClient
  /** Signs in again after a request ended the session. */
  renew(): Promise<WebClient>
}

const signedIn = async (
  name: string,
  site: GeneratorActor['site'],
  renew: () => Promise<WebClient>,
): Promise<GeneratorActor> => ({ name, site, client: await renew(), renew })

/** Signs one of each kind of actor in: customers, staff of each group, masquerades that read and that act, and a stranger. */
export async function generatorActors(stage: Stage): Promise<GeneratorActor[]> {
  const customer = (role: CustomerRole) => signedIn(role, 'portal', () => stage.newCustomer(role))
  const csr = (role: CsrRole) => signedIn(role, 'desk', () => stage.newCsr(role))
  const view = (name: 'masquerade' | 'acting') =>
    signedIn(
      name,
      'view',
      async () => (await stage[name](await stage.newCsr('agent'), stage.who('other'), name)).view,
    )
  return [
    await signedIn('stranger', 'portal', async () => new WebClient(stage.sites.portal)),
    await customer('holder'),
    await customer('guest'),
    await csr('agent'),
    await csr('supervisor'),
    await csr('officer'),
    await view('masquerade'),
    await view('acting'),
  ]
}
