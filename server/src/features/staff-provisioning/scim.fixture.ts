import { hashToken, newToken } from '#sessions/token.ts'
import { type TestApp, testOrigins } from '#testing/test-app.ts'
import { patchSchema } from './protocol/patch.ts'

/** A response: a resource, a list or an error. */
export type ScimBody = {
  schemas: string[]
  id: string
  userName: string
  displayName: string
  active: boolean
  name: Record<string, string>
  emails: { value: string; type?: string }[]
  groups: { value: string; display: string }[]
  members: { value: string; display: string }[]
  meta: { version: string; location: string; lastModified: string }
  totalResults: number
  startIndex: number
  itemsPerPage: number
  Resources: ScimBody[]
  status: string
  scimType: string
  detail: string
}

export type Scim = Awaited<ReturnType<typeof scimClient>>

/** Makes a SCIM client with a token of its own. */
export async function scimClient(app: TestApp, clientId = 'entra') {
  const token = newToken()
  await app.owner`INSERT INTO provisioning_tokens (client_id, token_hash, created_at, expires_at)
    VALUES (${clientId}, ${hashToken(token)}, current_instant(), current_instant() + interval '1 year')`
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await app.fastify.inject({
      method: method as 'GET',
      url: path.startsWith('/scim') ? path : `/scim/v2${path}`,
      remoteAddress: '203.0.113.5',
      headers: {
        host: new URL(testOrigins.desk).host,
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/scim+json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return {
      status: response.statusCode,
      headers: response.headers,
      body: (response.body === '' ? {} : JSON.parse(response.body)) as ScimBody,
    }
  }
  return {
    token,
    send,
    patch: (path: string, Operations: unknown, headers?: Record<string, string>) =>
      send('PATCH', path, { schemas: [patchSchema], Operations }, headers),
    /** Creates a person; `more` changes the resource. */
    user: async (userName: string, more: Record<string, unknown> = {}) => {
      const { status, body } = await send('POST', '/Users', {
        userName,
        externalId: userName.split('@')[0],
        ...more,
      })
      if (status !== 201) throw new Error(`the user was not created: ${JSON.stringify(body)}`)
      return body.id
    },
    /** Creates a group with these members. */
    group: async (displayName: string, members: string[] = [], more: Record<string, unknown> = {}) => {
      const { status, body } = await send('POST', '/Groups', {
        displayName,
        members: members.map((value) => ({ value })),
        ...more,
      })
      if (status !== 201) throw new Error(`the group was not created: ${JSON.stringify(body)}`)
      return body.id
    },
  }
}

/** Maps a group of the provider to one of ours. */
export const mapGroup = (app: TestApp, providerGroup: string, csrGroup: string) =>
  app.owner`INSERT INTO group_mappings (provider_group, csr_group, mapped_by_csr_id, mapped_at)
    VALUES (${providerGroup}, ${csrGroup}, 'kenji.sato', current_instant()) ON CONFLICT DO NOTHING`

/** The groups that a member of staff has now, with their source. */
export const groupsOf = async (app: TestApp, csrId: string) =>
  (
    await app.owner`SELECT csr_group || ' ' || source AS held FROM group_memberships
      WHERE csr_id = ${csrId} AND effective_from <= current_instant() AND effective_to > current_instant() ORDER BY 1`
  ).map(({ held }) => String(held))
