import { town } from '../small-town.ts'
import { account, type ExampleName, type Examples, type Scene } from './scene.ts'

/** What the registered third party of these examples asks for. */
export const dataRequest = {
  clientId: 'sunny-side',
  redirectUri: 'https://sunny-side.example/back',
  responseType: 'code',
  scope: 'usage',
  state: 'a-state',
  // The challenge of the verifier in RFC 7636, appendix B.
  codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  codeChallengeMethod: 'S256',
}

/** Registers the third party. Its secret is `sunny-side-secret`. */
export const addDataClient = ({ owner }: Pick<Scene, 'owner'>) => owner`
  INSERT INTO data_clients (client_id, name, website, redirect_uris, secret_hash, created_at)
  VALUES (${dataRequest.clientId}, 'Sunny Side', 'https://sunny-side.example', ${[dataRequest.redirectUri]},
    sha256('sunny-side-secret'), current_instant()) ON CONFLICT DO NOTHING`

/** What a customer sends: the last day is in three months. */
async function given({ owner }: Pick<Scene, 'owner'>) {
  const [row] = await owner`SELECT (current_instant() + interval '90 days')::date::text AS ends_on`
  return { ...dataRequest, history: '12' as const, endsOn: String(row?.endsOn) }
}

/** A customer gives access. Returns the grant's id. */
async function addGrant({ owner, app }: Scene): Promise<number> {
  await addDataClient({ owner })
  const maria = await app.asCustomer(town.maria)
  const { dataGrantId } = await maria.api.giveDataGrant({ params: account, body: await given({ owner }) })
  return dataGrantId
}

/** A request of each endpoint of data grants. */
export const dataGrantExamples = {
  readDataRequest: {
    by: 'maria',
    input: async (scene) => {
      await addDataClient(scene)
      return { query: dataRequest }
    },
  },
  giveDataGrant: {
    by: 'maria',
    input: async (scene) => {
      await addDataClient(scene)
      return { params: account, body: await given(scene) }
    },
  },
  readDataConnection: {
    by: 'maria',
    input: async (scene) => ({ params: { dataGrantId: await addGrant(scene) } }),
  },
  listDataGrants: { by: 'maria', input: () => ({ params: account }) },
  revokeDataGrant: {
    by: 'maria',
    input: async (scene) => ({ params: { ...account, dataGrantId: await addGrant(scene) } }),
  },
} satisfies Partial<Examples<ExampleName>>
