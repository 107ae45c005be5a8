import type { Pool, Sql } from '@porchlight/server/database/sql.ts'
import { blindIndex, openValue, sealMarkOf, sealValue } from '@porchlight/server/encryption/sealed-value.ts'
import { bankAccountHash } from '@porchlight/server/features/bank-accounts/bank-account-hash.ts'
import { openCookie, sealCookie } from '@porchlight/server/http/sealed-cookie.ts'
import type { Change } from './begin-change.ts'

/** Batch size: one transaction each. A command that is killed loses at most one batch of work, and no value. */
const batchSize = 500

/** Identifiers that are not sealed under the new key. The mark begins every value that is. */
const underOther = 'substr(value_encrypted, 1, 10) <> $1'

export async function countIdentifiersLeft(sql: Sql, { newKey }: Change): Promise<number> {
  const mark = sealMarkOf(newKey)
  const [row] = await sql.unsafe(`SELECT count(*)::int AS n FROM person_identifiers WHERE ${underOther}`, [
    mark,
  ])
  return Number(row?.n)
}

/** Counts the bank accounts whose number is not sealed under the new key. */
export async function countBankAccountsLeft(sql: Sql, { newKey }: Change): Promise<number> {
  const [row] = await sql.unsafe(
    'SELECT count(*)::int AS n FROM bank_accounts WHERE substr(number_encrypted, 1, 10) <> $1',
    [sealMarkOf(newKey)],
  )
  return Number(row?.n)
}

/**
 * Seals the number of every bank account under the new key and computes its keyed hash again. Returns how many there were; run again
 * after an interruption, it takes those that are left.
 */
export async function resealBankAccounts(owner: Pool, { newKey, oldKey }: Change): Promise<number> {
  let resealed = 0
  for (;;) {
    const some = await owner.begin(async (sql) => {
      const rows = await sql.unsafe(
        `SELECT bank_account_id AS id, routing_number AS routing, number_encrypted AS sealed FROM bank_accounts
         WHERE substr(number_encrypted, 1, 10) <> $1 ORDER BY 1 LIMIT ${batchSize} FOR UPDATE`,
        [sealMarkOf(newKey)],
      )
      for (const { id, routing, sealed } of rows) {
        const number = openValue([newKey, oldKey], sealed as Uint8Array)
        await sql`UPDATE bank_accounts SET number_encrypted = ${sealValue(newKey, number)},
          number_hash = ${bankAccountHash(newKey, String(routing), number)} WHERE bank_account_id = ${Number(id)}`
      }
      return rows.length
    })
    resealed += some
    if (some < batchSize) return resealed
  }
}

type Progress = { resealed: number; unopened: number[] }

/**
 * Seals every identifier under the new key and computes its blind index again, batch by batch. Run again after an interruption, it takes
 * those that are left. Values that neither key opens are left as they are and returned by number.
 */
export async function resealIdentifiers(
  owner: Pool,
  change: Change,
  onBatch: (resealed: number) => void,
  isStopping: () => boolean,
): Promise<Progress> {
  const progress: Progress = { resealed: 0, unopened: [] }
  for (let after = 0; !isStopping(); ) {
    const last = await owner.begin(async (sql) => resealBatch(sql, change, after, progress))
    if (last === undefined) break
    after = last
    onBatch(progress.resealed)
  }
  return progress
}

/** Returns the last number of the batch; undefined where nothing is left. */
async function resealBatch(
  sql: Sql,
  change: Change,
  after: number,
  progress: Progress,
): Promise<number | undefined> {
  const { newKey, oldKey } = change
  const rows = await sql.unsafe(
    `SELECT person_identifier_id AS id, identifier_type AS type, value_encrypted AS sealed FROM person_identifiers
     WHERE ${underOther} AND person_identifier_id > $2 ORDER BY person_identifier_id LIMIT ${batchSize} FOR UPDATE`,
    [sealMarkOf(newKey), after],
  )
  const ready = rows.flatMap(({ id, type, sealed }) => {
    const plain = openedOrNot([newKey, oldKey], sealed as Uint8Array)
    if (plain !== undefined) return [{ id: Number(id), type: String(type), plain }]
    progress.unopened.push(Number(id))
    return []
  })
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  await sql.unsafe(
    `UPDATE person_identifiers i SET value_encrypted = decode(n.sealed, 'hex'), value_hash = decode(n.hash, 'hex')
     FROM unnest($1::bigint[], $2::text[], $3::text[]) AS n (id, sealed, hash) WHERE i.person_identifier_id = n.id`,
    [
      ready.map(({ id }) => id),
      ready.map(({ plain }) => hex(sealValue(newKey, plain))),
      ready.map(({ type, plain }) => hex(blindIndex(newKey, type, plain))),
    ],
  )
  progress.resealed += ready.length
  const last = rows.at(-1)
  return last && Number(last.id)
}

function openedOrNot(keys: readonly string[], sealed: Uint8Array): string | undefined {
  try {
    return openValue(keys, sealed)
  } catch {
    return undefined
  }
}

/** Seals what open desk sessions keep of the identity provider's sign-in. Returns how many there were. */
export async function resealSignOutHints(sql: Sql, { newKey, oldKey }: Change): Promise<number> {
  const rows = await sql`SELECT desk_session_id, sign_out_hint FROM desk_sessions
    WHERE sign_out_hint IS NOT NULL AND ended_at IS NULL FOR UPDATE`
  let resealed = 0
  for (const { deskSessionId, signOutHint } of rows) {
    if (openCookie(newKey, 'desk sign-out', String(signOutHint)) !== undefined) continue
    const opened = openCookie(oldKey, 'desk sign-out', String(signOutHint))
    if (opened === undefined) continue
    resealed += 1
    await sql`UPDATE desk_sessions SET sign_out_hint = ${sealCookie(newKey, 'desk sign-out', opened as object)}
      WHERE desk_session_id = ${Number(deskSessionId)}`
  }
  return resealed
}

/** Seals the secrets of customers' authenticators under the new key. Returns how many there were. */
export async function resealSecondFactors(sql: Sql, { newKey, oldKey }: Change): Promise<number> {
  const rows = await sql.unsafe(
    `SELECT web_user_id, totp_sealed FROM web_user_credentials
     WHERE totp_sealed IS NOT NULL AND substr(totp_sealed, 1, 10) <> $1 FOR UPDATE`,
    [sealMarkOf(newKey)],
  )
  const sealed = rows.map(({ totpSealed }) =>
    Buffer.from(sealValue(newKey, openValue([newKey, oldKey], totpSealed as Uint8Array))).toString('hex'),
  )
  await sql.unsafe(
    `UPDATE web_user_credentials c SET totp_sealed = decode(n.sealed, 'hex')
     FROM unnest($1::bigint[], $2::text[]) AS n (id, sealed) WHERE c.web_user_id = n.id`,
    [rows.map(({ webUserId }) => Number(webUserId)), sealed],
  )
  return rows.length
}
