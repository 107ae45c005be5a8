import { newIssuer } from '#features/token-exchange/token-exchange.fixture.ts'
import type { ExampleName, Examples, Scene } from './scene.ts'

const reason = 'The call center’s system'

/** A registered issuer that no other example knows. */
async function registered({ app, fresh }: Scene) {
  const issuerKey = fresh('cis').replace(/[^a-z0-9]/g, '')
  const { state } = await newIssuer(issuerKey)
  const officer = await app.asCsr('kenji.sato')
  await officer.api.saveTrustedIssuer({ body: { issuerKey, version: 0, state, reason } })
  return { issuerKey, state }
}

/** A request of each endpoint about the systems that may start masquerades. */
export const trustedIssuerExamples = {
  readTrustedIssuers: { by: 'officer', input: () => ({}) },
  saveTrustedIssuer: {
    by: 'officer',
    input: async (scene: Scene) => {
      const { issuerKey, state } = await registered(scene)
      return { body: { issuerKey, version: 1, state: { ...state, displayName: 'Another name' }, reason } }
    },
  },
  changeIssuerSubject: {
    by: 'officer',
    input: async (scene: Scene) => {
      const { issuerKey } = await registered(scene)
      return { body: { issuerKey, subject: 'agent-7', csrId: 'amara.okafor', isMapped: true, reason } }
    },
  },
  testTrustedIssuer: {
    by: 'officer',
    input: async (scene: Scene) => ({ body: { issuerKey: (await registered(scene)).issuerKey } }),
  },
} satisfies Partial<Examples<ExampleName>>
