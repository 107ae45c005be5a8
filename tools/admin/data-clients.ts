import type { Sql } from '@porchlight/server/database/sql.ts'
import { hashToken, newToken } from '@porchlight/server/sessions/token.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { AdminUsage } from './admin-usage.ts'
import { recordAdmin } from './record-admin.ts'

const action = 'data-grant:use'

/** Returns an address that a browser can be led back to: https, or http on the administrator's own machine. */
function checkedAddress(text: string, option: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isOwn = url && (url.hostname === 'localhost' || url.hostname.endsWith('.localhost'))
  if (!url || url.hash || url.username || !(url.protocol === 'https:' || (url.protocol === 'http:' && isOwn)))
    throw new StartRefused(`${option} is ${text}, and must be an https address without a fragment.`)
  return text
}

/** Reads `--name`, `--website` and one or more `--redirect`. */
function readOptions(args: readonly string[]) {
  const given = { name: '', website: '', redirects: [] as string[] }
  for (let at = 0; at < args.length; at += 2) {
    const [option, value = ''] = args.slice(at)
    if (option === '--name') given.name = value.trim()
    else if (option === '--website') given.website = checkedAddress(value, option)
    else if (option === '--redirect') given.redirects.push(checkedAddress(value, option))
    else throw new AdminUsage()
  }
  if (given.name === '' || given.website === '' || given.redirects.length === 0) throw new AdminUsage()
  if (given.name.length > 80) throw new StartRefused('--name is longer than 80 characters.')
  if (given.redirects.length > 10) throw new StartRefused('A third party can have ten addresses at most.')
  return given
}

const shownOnce = (clientId: string, secret: string) =>
  `The secret of ${clientId} is shown once; give it to the third party on a safe way:\n${secret}`

/** Registers a third party, or changes its name and addresses. Prints the secret of a new one once. */
async function add(sql: Sql, [clientId = '', ...rest]: string[]): Promise<string> {
  if (!/^[a-z][a-z0-9-]{1,39}$/.test(clientId)) {
    if (clientId === '') throw new AdminUsage()
    throw new StartRefused(
      `"${clientId}" cannot be a client: use lowercase letters, digits and hyphens, such as sunny-side.`,
    )
  }
  const { name, website, redirects } = readOptions(rest)
  const changed =
    await sql`UPDATE data_clients SET name = ${name}, website = ${website}, redirect_uris = ${redirects}
    WHERE client_id = ${clientId} RETURNING client_id`
  const change = changed.length > 0 ? 'data-client-changed' : 'data-client-added'
  await recordAdmin(sql, 'changed', action, { change, clientId, addresses: redirects.join(' ') })
  if (changed.length > 0) return `Changed: ${clientId}.`
  const secret = newToken()
  await sql`INSERT INTO data_clients (client_id, name, website, redirect_uris, secret_hash, created_at)
    VALUES (${clientId}, ${name}, ${website}, ${redirects}, ${hashToken(secret)}, current_instant())`
  return `Registered: ${clientId}. ${shownOnce(clientId, secret)}`
}

/** Gives a third party another secret. The one before no longer works. */
async function renew(sql: Sql, clientId: string): Promise<string> {
  const secret = newToken()
  const rows =
    await sql`UPDATE data_clients SET secret_hash = ${hashToken(secret)} WHERE client_id = ${clientId}
    RETURNING client_id`
  if (rows.length === 0) throw new StartRefused(`No third party has the id "${clientId}".`)
  await recordAdmin(sql, 'changed', action, { change: 'data-client-secret', clientId })
  return shownOnce(clientId, secret)
}

/** Switches a third party off, with every access that customers gave it, or on again. */
async function switchTo(sql: Sql, clientId: string, isActive: boolean): Promise<string> {
  const rows = await sql`UPDATE data_clients SET is_active = ${isActive}
    WHERE client_id = ${clientId} AND is_active <> ${isActive} RETURNING client_id`
  const state = isActive ? 'on' : 'off'
  if (rows.length === 0) throw new StartRefused(`No third party "${clientId}" is to be switched ${state}.`)
  await recordAdmin(sql, 'changed', action, { change: `data-client-${state}`, clientId })
  return `Switched ${state}: ${clientId}.`
}

async function list(sql: Sql): Promise<string> {
  const rows =
    await sql`SELECT c.client_id, c.name, c.is_active, c.redirect_uris, count(g.data_grant_id)::integer AS grants
    FROM data_clients c LEFT JOIN data_grants g ON g.client_id = c.client_id AND g.revoked_at IS NULL AND g.ends_on >= current_date
    GROUP BY c.client_id ORDER BY c.client_id`
  if (rows.length === 0) return 'No third party is registered.'
  return rows
    .map(({ clientId, name, isActive, redirectUris, grants }) =>
      [clientId, name, isActive ? 'on' : 'off', `${grants} grants`, ...(redirectUris as string[])].join('  '),
    )
    .join('\n')
}

/** Registers the third parties to which customers can give access to their readings (docs/operating.md). */
export async function dataClients(sql: Sql, [verb = '', ...rest]: string[]): Promise<string> {
  if (verb === 'add') return add(sql, rest)
  const [clientId = '', ...more] = rest
  if (more.length > 0) throw new AdminUsage()
  if (verb === 'list' && clientId === '') return list(sql)
  if (clientId === '') throw new AdminUsage()
  if (verb === 'secret') return renew(sql, clientId)
  if (verb === 'on' || verb === 'off') return switchTo(sql, clientId, verb === 'on')
  throw new AdminUsage()
}
