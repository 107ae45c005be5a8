import { randomUUID } from 'node:crypto'
import type { Pool } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import { record } from '#record/record.ts'
import { keyName, type NoteSigner } from '#transparency-log/note.ts'
import { newestSignedCheckpoint, waitForSealing } from './queries.ts'
import { type RecordSigning, sealAll } from './seal.ts'

/**
 * Writes the exchange of the record's key into the record, and signs a checkpoint with it by the old and the new key, all in one transaction.
 * Returns that checkpoint, which proves the new key to everybody who knows the old one.
 * @param signing by both keys, the newest last
 */
export function rotateRecordKey(
  pool: Pool,
  grant: Grant<'job:seal-record'>,
  signing: RecordSigning,
): Promise<{ size: number; note: string }> {
  const [from, to] = keysOf(signing.signers)
  return pool.begin(async (sql) => {
    // The sealing of the application waits meanwhile, or is waited for.
    await waitForSealing.one(sql, {})
    await record(sql, { kind: 'system' }, randomUUID(), [
      { event: 'changed', action: 'record:rotate-key', details: { from: keyName(from), to: keyName(to) } },
    ])
    await sealAll(sql, grant, signing)
    return newestSignedCheckpoint.one(sql, {})
  })
}

function keysOf(signers: readonly NoteSigner[]): [NoteSigner, NoteSigner] {
  const [from, to] = signers
  if (!from || !to) throw new Error('a rotation has an old and a new key')
  return [from, to]
}
