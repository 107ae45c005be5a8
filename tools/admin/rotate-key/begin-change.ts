import type { Sql } from '@porchlight/server/database/sql.ts'
import {
  firstErasedPurpose,
  hashPurposes,
  keyCheckOf,
  keyIdOf,
} from '@porchlight/server/encryption/encryption-keys.ts'
import { hashKeyOf } from '@porchlight/server/encryption/hash-keys.ts'
import { openValue, sealValue } from '@porchlight/server/encryption/sealed-value.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { recordAdmin } from '../record-admin.ts'

/** A change of the encryption key. */
export type Change = { newKey: string; oldKey: string }

/**
 * Makes the new key the current one, in the transaction of `sql`: from here on every process that starts makes new values under it. The
 * keys of lasting hashes are kept, sealed under the new key.
 */
export async function beginChange(sql: Sql, change: Change): Promise<void> {
  const { newKey, oldKey } = change
  const [mails] =
    await sql`SELECT count(*)::int AS n FROM outgoing_messages m JOIN mailed_keys k USING (mailed_key_id)
    WHERE m.sent_at IS NULL AND m.failure IS NULL AND k.nonce NOT LIKE '%.%'`
  if (Number(mails?.n) > 0)
    throw new StartRefused(
      `${mails?.n} mails of the version before wait to leave, and their links do not say under which key they were made: try again when they have left.`,
    )
  await sql`UPDATE installation SET key_check = ${keyCheckOf(newKey)}, previous_key_check = ${keyCheckOf(oldKey)},
    key_changed_at = current_instant()`
  for (const { keyId, purpose, sealed } of await sql`SELECT key_id, purpose, sealed FROM kept_hash_keys`)
    await sql`UPDATE kept_hash_keys SET sealed = ${sealValue(newKey, openValue(oldKey, sealed as Uint8Array))}
      WHERE key_id = ${String(keyId)} AND purpose = ${String(purpose)}`
  const keep = (purpose: string, key: string) =>
    sql`INSERT INTO kept_hash_keys (key_id, purpose, sealed)
      VALUES (${keyIdOf(oldKey)}, ${purpose}, ${sealValue(newKey, key)})`
  for (const purpose of hashPurposes)
    await keep(purpose, Buffer.from(hashKeyOf(oldKey, purpose)).toString('base64url'))
  // Version 0.2.0 hashed with the encryption key itself: only where there is such a hash is that key kept, sealed.
  const [first] = await sql`SELECT 1 FROM person_erasures WHERE octet_length(source_key_hash) = 32 LIMIT 1`
  if (first) await keep(firstErasedPurpose, oldKey)
  await recordAdmin(sql, 'changed', 'encryption-key:rotate', {
    step: 'begun',
    keyId: keyIdOf(newKey),
    previousKeyId: keyIdOf(oldKey),
  })
}
