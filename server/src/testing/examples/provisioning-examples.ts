import type { ExampleName, Examples, Scene } from './scene.ts'

const reason = 'The new sign-in service'

async function liveToken({ owner, fresh }: Scene) {
  const [row] = await owner`INSERT INTO provisioning_tokens (client_id, token_hash, created_at, expires_at)
    VALUES ('example', sha256(convert_to(${fresh('token')}, 'UTF8')), current_instant(), current_instant() + interval '1 day')
    RETURNING provisioning_token_id AS id`
  return Number(row?.id)
}

/** A request of each endpoint about the connection to the identity provider. */
export const provisioningExamples = {
  readProvisioning: { by: 'officer', input: () => ({}) },
  makeProvisioningToken: { by: 'officer', input: () => ({ body: { clientId: 'entra', days: 30 } }) },
  endProvisioningToken: {
    by: 'officer',
    input: async (scene: Scene) => ({ params: { tokenId: await liveToken(scene) }, body: { reason } }),
  },
  changeGroupMapping: {
    by: 'officer',
    input: (scene: Scene) => ({
      body: { providerGroup: scene.fresh('Provider group'), csrGroup: 'call-centre', isMapped: true, reason },
    }),
  },
} satisfies Partial<Examples<ExampleName>>
