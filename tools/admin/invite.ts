import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { openPool, type Sql } from '@porchlight/server/database/sql.ts'
import { newMailedKey } from '@porchlight/server/features/mailed-keys/index.ts'
import { composeMessage, letterheadOf } from '@porchlight/server/features/messages/index.ts'
import { progressBar } from '@porchlight/server/start/progress-bar.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import type { OnInstallation } from '../on-installation.ts'
import { AdminUsage } from './admin-usage.ts'

/** Batch size: invitations per transaction. A command that is killed and run again invites no customer twice. */
const batchSize = 200

type Asked = { userNames: string[]; isAll: boolean; isAgain: boolean }
type From = Pick<OnInstallation, 'config' | 'encryptionKey'>
type Row = Record<string, unknown>

function askedOf(args: string[]): Asked {
  const flag = { type: 'boolean' } as const
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { all: flag, again: flag },
    })
    const { all: isAll = false, again: isAgain = false } = values
    if (isAll === positionals.length > 0) throw new Error('Say whom: user names, or --all.')
    return { userNames: positionals, isAll, isAgain }
  } catch (error) {
    throw new AdminUsage((error as Error).message)
  }
}

/** Active web users without a password and, unless `--again`, without an invitation that is still good. */
const toInvite = ({ isAgain }: Asked) => `
  FROM web_users w WHERE w.is_active
    AND NOT EXISTS (SELECT FROM web_user_credentials c WHERE c.web_user_id = w.web_user_id)
    ${
      isAgain
        ? ''
        : `AND NOT EXISTS (SELECT FROM mailed_keys k WHERE k.web_user_id = w.web_user_id
      AND k.purpose = 'password-reset' AND k.used_at IS NULL AND k.expires_at > current_instant())`
    }`

/** Queues one batch of invitations, each with a record row. The worker sends them. */
export async function inviteBatch(
  sql: Sql,
  rows: readonly Row[],
  { config, encryptionKey }: From,
): Promise<void> {
  for (const row of rows) {
    const [webUserId, email, userName] = [Number(row.webUserId), String(row.email), String(row.userName)]
    const { key, message } = newMailedKey({ encryptionKey, origins: config.origins }, 'invitation', userName)
    const to = {
      email,
      displayName: String(row.displayName ?? ''),
      locale: row.locale === 'es' ? ('es' as const) : ('en' as const),
      isBySupport: true,
    }
    const letterhead = await letterheadOf(sql, config, to.locale, null)
    const { subject, body } = composeMessage(message, to, letterhead)
    await sql`UPDATE mailed_keys SET expires_at = current_instant() WHERE web_user_id = ${webUserId}
      AND purpose = ${key.purpose} AND used_at IS NULL AND expires_at > current_instant()`
    const [made] = await sql`
      INSERT INTO mailed_keys (purpose, web_user_id, email, nonce, key_hash, created_at, expires_at, lifetime)
      VALUES (${key.purpose}, ${webUserId}, ${email}, ${key.nonce}, ${key.keyHash}, current_instant(),
        current_instant() + interval '30 days', ${key.lifetime}::interval) RETURNING mailed_key_id`
    await sql`
      INSERT INTO outgoing_messages (recipient, subject, body, mailed_key_id, created_at, next_attempt_at)
      VALUES (${email}, ${subject}, ${body}, ${Number(made?.mailedKeyId)}, current_instant(), current_instant())`
  }
  const entries = rows.map((row) => ({
    event: 'changed',
    action: 'web-user:invite',
    actor_kind: 'system',
    web_user_id: Number(row.webUserId),
    correlation_id: randomUUID(),
  }))
  await sql`SELECT append_record(${JSON.stringify(entries)}::text::jsonb)`
  await sql`SELECT pg_notify('outgoing_messages', '')`
}

/**
 * Invites customers who have no password yet (imported ones) to set one: by user name, or all. With a progress bar; the mail
 * leaves as fast as the mail server takes it.
 */
export async function invite(
  { config, encryptionKey, ownerUrl, stopping, say }: OnInstallation,
  args: string[],
) {
  const wanted = askedOf(args)
  const owner = openPool(ownerUrl, 1)
  stopping.add(() => owner.end())
  if (!config.mailServer && config.mode === 'production')
    throw new StartRefused('Invitations cannot be sent: set SMTP_URL to your mail server first.')
  for (const name of wanted.userNames) {
    const [webUser] = await owner`SELECT is_active, EXISTS (SELECT FROM web_user_credentials c
      WHERE c.web_user_id = w.web_user_id) AS has_password FROM web_users w WHERE lower(user_name) = lower(${name})`
    if (!webUser) throw new StartRefused(`There is no web user "${name}".`)
    if (webUser.hasPassword) throw new StartRefused(`${name} has a password already.`)
    if (!webUser.isActive) throw new StartRefused(`${name} is switched off.`)
  }
  const names = wanted.userNames.map((name) => name.toLowerCase())
  const chosen = `${toInvite(wanted)} AND ($1::text[] = '{}' OR lower(w.user_name) = ANY ($1))`
  const [counted] = await owner.unsafe(`SELECT count(*)::int AS n ${chosen}`, [names])
  const total = Number(counted?.n)
  const bar = progressBar(`Inviting ${total} web users`, say)
  let after = 0
  let done = 0
  for (;;) {
    const rows = await owner.begin(async (sql) => {
      const batch = await sql.unsafe(
        `SELECT w.web_user_id, w.user_name, w.email, w.locale, (SELECT full_name(n.given_name, n.surname, n.organisation_name)
           FROM person_names n WHERE n.person_id = w.person_id AND n.name_type = 'primary') AS display_name
         ${chosen} AND w.web_user_id > $2 ORDER BY w.web_user_id LIMIT ${batchSize} FOR UPDATE OF w`,
        [names, after],
      )
      if (batch.length > 0) await inviteBatch(sql, batch, { config, encryptionKey })
      return batch
    })
    done += rows.length
    after = Number(rows.at(-1)?.webUserId ?? after)
    bar.update(total === 0 ? 1 : Math.min(1, done / total))
    if (rows.length < batchSize || stopping.isStopping) break
  }
  bar.stop()
  say(`${done} invitations are on their way. Who has one already is left out; --again sends another.`)
}
