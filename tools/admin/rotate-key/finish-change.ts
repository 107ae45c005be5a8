import { ensureRoles, roleNames } from '@porchlight/server/database/roles.ts'
import type { Sql } from '@porchlight/server/database/sql.ts'
import { keyIdOf } from '@porchlight/server/encryption/encryption-keys.ts'
import { commandLine } from '@porchlight/server/project-folder.ts'
import { hashReadOutCode, readOutCode } from '@porchlight/server/sessions/read-out-code.ts'
import { hashToken, mailedKey } from '@porchlight/server/sessions/token.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { recordAdmin } from '../record-admin.ts'
import type { Change } from './begin-change.ts'
import {
  countBankAccountsLeft,
  countIdentifiersLeft,
  resealSecondFactors,
  resealSignOutHints,
} from './reseal.ts'

const again = `run "${commandLine('admin', 'rotate-key --finish')}" again`

/**
 * Refuses while a process is connected whose keys do not fit the next step: one that does not have the new key, or (before the old key is
 * dropped) one that still makes new values under the old key.
 */
export async function refuseOtherProcesses(
  sql: Sql,
  rolePrefix: string,
  { newKey, oldKey }: Change,
  step: 'begin' | 'finish',
): Promise<void> {
  const rows = await sql.unsafe(
    `SELECT application_name AS name FROM pg_stat_activity
     WHERE usename::text = ANY ($1::text[]) AND datname = current_database()`,
    [roleNames(rolePrefix)],
  )
  const keysOf = (name: unknown) => /^porchlight key:(.*)$/.exec(String(name))?.[1]?.split(',') ?? []
  const wrong = rows.filter(({ name }) =>
    step === 'begin' ? !keysOf(name).includes(keyIdOf(newKey)) : keysOf(name)[0] !== keyIdOf(newKey),
  )
  if (wrong.length === 0) return
  const sessions =
    wrong.length === 1 ? 'One database session belongs' : `${wrong.length} database sessions belong`
  throw new StartRefused(
    step === 'begin'
      ? `${sessions} to a process that does not have the new key: set PORCHLIGHT_ENCRYPTION_KEY to the new key and PORCHLIGHT_PREVIOUS_ENCRYPTION_KEY to the key before at all processes and restart them, and run this again (a demo: stop it first).`
      : `${sessions} to a process that was started before the change and still uses the key before (${keyIdOf(oldKey)}): restart all processes and then ${again}.`,
  )
}

/** Refuses while something that was made under the old key and is still to be used can only be read by it. */
async function refuseWhatIsLeft(sql: Sql, change: Change): Promise<void> {
  const { oldKey } = change
  const identifiers = await countIdentifiersLeft(sql, change)
  if (identifiers > 0)
    throw new StartRefused(
      `${identifiers} identifiers are not sealed under the new key: run "${commandLine('admin', 'rotate-key')}" first.`,
    )
  const bankAccounts = await countBankAccountsLeft(sql, change)
  if (bankAccounts > 0)
    throw new StartRefused(
      `${bankAccounts} bank accounts are not sealed under the new key: run "${commandLine('admin', 'rotate-key')}" first.`,
    )
  const links =
    await sql`SELECT k.nonce, k.key_hash FROM outgoing_messages m JOIN mailed_keys k USING (mailed_key_id)
    WHERE m.sent_at IS NULL AND m.failure IS NULL AND k.used_at IS NULL AND k.expires_at > current_instant()`
  const oldLinks = links.filter(
    ({ nonce, keyHash }) =>
      Buffer.compare(hashToken(mailedKey(oldKey, String(nonce))), keyHash as Uint8Array) === 0,
  )
  if (oldLinks.length > 0)
    throw new StartRefused(
      `${oldLinks.length} mails wait to leave with links that were made under the key before: when they have left, ${again}.`,
    )
  const codes = await sql`SELECT nonce, code_hash FROM read_out_codes
    WHERE used_at IS NULL AND replaced_at IS NULL AND expires_at > current_instant()`
  const oldCodes = codes.filter(({ nonce, codeHash }) => {
    const hash = hashReadOutCode(oldKey, String(nonce), readOutCode(oldKey, String(nonce)))
    return Buffer.compare(hash, codeHash as Uint8Array) === 0
  })
  if (oldCodes.length > 0)
    throw new StartRefused(
      `${oldCodes.length} codes that customers read out were made under the key before: when they are used or over, ${again}.`,
    )
}

/**
 * Drops the old key, in the transaction of `sql`, and with it the roles' passwords that derive from it.
 * @param areRolesSet the roles have the passwords of the new key already
 * @throws StartRefused while anything needs the old key
 */
export async function finishChange(
  sql: Sql,
  change: Change,
  { rolePrefix, areRolesSet }: { rolePrefix: string; areRolesSet: boolean },
): Promise<void> {
  // In the order of an import, which holds the row of the installation first: neither waits for the other in a circle.
  await sql`SELECT 1 FROM installation FOR UPDATE`
  await sql`LOCK TABLE person_identifiers, bank_accounts IN SHARE MODE`
  await refuseOtherProcesses(sql, rolePrefix, change, 'finish')
  await resealSignOutHints(sql, change)
  await resealSecondFactors(sql, change)
  await refuseWhatIsLeft(sql, change)
  await sql`UPDATE installation SET previous_key_check = NULL`
  await recordAdmin(sql, 'changed', 'encryption-key:rotate', {
    step: 'finished',
    keyId: keyIdOf(change.newKey),
    previousKeyId: keyIdOf(change.oldKey),
  })
  if (areRolesSet) return
  await ensureRoles(sql, change.newKey, rolePrefix).catch((cause: unknown) => {
    if ((cause as { code?: string }).code !== '42501') throw cause
    throw new StartRefused(
      `The user of DATABASE_URL may not set the passwords of the database roles: let an administrator of the database server run what "${commandLine('admin', 'roles')}" prints, then ${again}.`,
      { cause },
    )
  })
}
