import type { Sql } from '@porchlight/server/database/sql.ts'
import { hashToken, newToken } from '@porchlight/server/sessions/token.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { AdminUsage } from './admin-usage.ts'
import { keepingAnOfficer } from './change-csr.ts'
import { refuseUnknownGroup } from './groups.ts'
import { recordAdmin } from './record-admin.ts'

const usualDays = 365
const mostDays = 730

/** Makes a bearer token for a SCIM client, and prints it once: the database has its hash. */
async function makeToken(
  sql: Sql,
  [clientId = '', option, days = String(usualDays), ...more]: string[],
): Promise<string> {
  const isDays = option === undefined || (option === '--days' && /^\d{1,3}$/.test(days))
  if (!isDays || more.length > 0 || clientId === '') throw new AdminUsage()
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(clientId))
    throw new StartRefused(
      `"${clientId}" cannot be a client: use lowercase letters, digits and hyphens, such as entra.`,
    )
  if (Number(days) < 1 || Number(days) > mostDays)
    throw new StartRefused(`--days is ${days}, and must be from 1 to ${mostDays}.`)
  const token = newToken()
  const [row] = await sql`INSERT INTO provisioning_tokens (client_id, token_hash, created_at, expires_at)
    VALUES (${clientId}, ${hashToken(token)}, current_instant(), current_instant() + make_interval(days => ${Number(days)}::int))
    RETURNING provisioning_token_id AS id, expires_at`
  await recordAdmin(sql, 'changed', 'provisioning:change', {
    change: 'token-made',
    clientId,
    token: Number(row?.id),
  })
  const until = row?.expiresAt instanceof Date ? row.expiresAt.toISOString().slice(0, 10) : ''
  return `Token ${row?.id} of ${clientId}, until ${until}. It is shown once; keep it at the identity provider:\n${token}`
}

/** Ends one token by its number, or every token of a client. The next request with it is refused. */
async function endTokens(sql: Sql, [which = '', ...more]: string[]): Promise<string> {
  if (which === '' || more.length > 0) throw new AdminUsage()
  const ended = await sql`UPDATE provisioning_tokens SET ended_at = current_instant()
    WHERE ended_at IS NULL AND (client_id = ${which} OR provisioning_token_id::text = ${which})
    RETURNING provisioning_token_id AS id, client_id`
  if (ended.length === 0) throw new StartRefused(`No live token has the number or the client "${which}".`)
  for (const { id, clientId } of ended)
    await recordAdmin(sql, 'changed', 'provisioning:change', {
      change: 'token-ended',
      clientId: String(clientId),
      token: Number(id),
    })
  return `Ended: ${ended.map(({ id, clientId }) => `token ${id} of ${clientId}`).join(', ')}.`
}

/** Maps a group of the provider to one of ours, or no longer. Everybody whom the provider has in it gains or loses it at once. */
async function map(
  sql: Sql,
  [providerGroup = '', csrGroup = '', ...more]: string[],
  isMapped: boolean,
): Promise<string> {
  if (providerGroup === '' || csrGroup === '' || more.length > 0) throw new AdminUsage()
  await refuseUnknownGroup(sql, csrGroup)
  const attribution = { csr_id: null, actor_kind: 'system' }
  const [row] = await keepingAnOfficer(
    () => sql`SELECT change_group_mapping(${providerGroup}, ${csrGroup}, ${isMapped}, NULL,
      ${JSON.stringify(attribution)}::text::jsonb) AS effect`,
  )
  const { changed, affected } = (row?.effect ?? {}) as { changed?: boolean; affected?: number }
  if (!changed)
    throw new StartRefused(`"${providerGroup}" ${isMapped ? 'gives' : 'does not give'} ${csrGroup} already.`)
  const change = isMapped ? 'group-mapped' : 'group-unmapped'
  await recordAdmin(sql, 'changed', 'provisioning:change', {
    change,
    providerGroup,
    csrGroup,
    affected: affected ?? 0,
  })
  const what = isMapped ? 'gives' : 'no longer gives'
  return `"${providerGroup}" ${what} ${csrGroup}: ${affected} ${affected === 1 ? 'person' : 'people'} changed.`
}

/** Lists the tokens and the mapping. */
async function list(sql: Sql, args: string[]): Promise<string> {
  if (args.length > 0) throw new AdminUsage()
  const tokens = await sql`SELECT provisioning_token_id AS id, client_id, expires_at, last_used_at,
      CASE WHEN ended_at IS NOT NULL THEN 'ended' WHEN expires_at <= current_instant() THEN 'expired' ELSE 'live' END AS standing
    FROM provisioning_tokens ORDER BY 1`
  const mapped = await sql`SELECT provider_group, csr_group FROM group_mappings ORDER BY 1, 2`
  await recordAdmin(sql, 'read', 'provisioning:view', { count: tokens.length + mapped.length })
  const day = (at: unknown) =>
    at instanceof Date ? at.toISOString().slice(0, 16).replace('T', ' ') : 'never'
  return (
    [
      ...tokens.map(
        (t) =>
          `token ${t.id}  ${t.clientId}  ${t.standing}  until ${day(t.expiresAt)}  last used ${day(t.lastUsedAt)}`,
      ),
      ...mapped.map(({ providerGroup, csrGroup }) => `"${providerGroup}" gives ${csrGroup}`),
    ].join('\n') || 'There are no tokens, and no group is mapped.'
  )
}

/** Runs a command about SCIM clients and the mapping of the provider's groups: `scim list | token | end | map | unmap`. */
export async function scim(sql: Sql, [verb, ...rest]: string[]): Promise<string> {
  switch (verb) {
    case 'list':
      return list(sql, rest)
    case 'token':
      return makeToken(sql, rest)
    case 'end':
      return endTokens(sql, rest)
    case 'map':
      return map(sql, rest, true)
    case 'unmap':
      return map(sql, rest, false)
    default:
      throw new AdminUsage()
  }
}
