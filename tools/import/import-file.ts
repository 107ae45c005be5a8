import { randomUUID } from 'node:crypto'
import { openPool, type Pool, type Sql } from '@porchlight/server/database/sql.ts'
import { keyCheckOf } from '@porchlight/server/encryption/encryption-keys.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { type Batch, batchesOf } from './batches.ts'
import type { ImportKeys, ImportKind, Outcome } from './import-kind.ts'
import { openInput } from './input/open-input.ts'
import { readCsv } from './input/read-csv.ts'
import { readNdjson } from './input/read-ndjson.ts'
import { RejectsFile } from './rejects-file.ts'
import { inTransaction } from './store/in-transaction.ts'

export type FileImport = ImportKeys & {
  /** A connection string of the database's owner. */
  ownerUrl: string
  kind: ImportKind<{ sourceKey: string }>
  /** The word on the command line: `people`. */
  kindName: string
  /** A path, or `-` for standard input. */
  file: string
  format: 'ndjson' | 'csv'
  rejectsFile: string
  /** Records a transaction. */
  batchSize?: number
  say(sentence: string): void
  /** From 0 to 1, by bytes read. */
  onProgress(fraction: number): void
}

/** How many records there were, and what became of them; `superseded`: a later one had the same key. */
export type ImportSummary = {
  created: number
  changed: number
  unchanged: number
  rejected: number
  superseded: number
  seconds: number
}

const BATCH = 5_000
/** One import at a time: keys are looked up first, and what is new is copied in. */
const LOCK = 7_402_157

/**
 * Imports a file batch by batch, each in one transaction: killed in between and run again, nothing is doubled and nothing is
 * lost. The next batch is read, checked and sealed while the database takes the one before.
 */
export async function importFile(given: FileImport): Promise<ImportSummary> {
  const started = performance.now()
  const { kind, batchSize = BATCH } = given
  const chunks = await openInput(given.file, given.onProgress)
  const parts = given.format === 'csv' ? readCsv(chunks, kind.schema) : readNdjson(chunks)
  const rejects = new RejectsFile(given.rejectsFile)
  const pool = openPool(given.ownerUrl, 1)
  const total = { created: 0, changed: 0, unchanged: 0, rejected: 0, superseded: 0 }
  const correlationId = randomUUID()
  const storeBatch = async (batch: Batch<{ sourceKey: string }>) => {
    const outcome = await inTransaction(pool, (sql) => store(sql, given, batch.ready, correlationId))
    const late = outcome.rejected.flatMap(({ at, problems }) => {
      const [line = 0, sourceKey = null] = [batch.lines[at], batch.ready[at]?.sourceKey]
      return problems.map((problem) => ({ line, ...problem, sourceKey }))
    })
    rejects.add([...batch.rejects, ...late])
    total.created += outcome.created
    total.changed += outcome.changed
    total.unchanged += outcome.unchanged
    total.rejected += batch.rejected + outcome.rejected.length
    total.superseded += batch.superseded
  }
  try {
    await takeLock(pool, given.say)
    let storing = Promise.resolve()
    for await (const batch of batchesOf(kind, parts, { size: batchSize, keys: given })) {
      await storing
      storing = storeBatch(batch)
      // Awaited before the next batch; until then an error is not unhandled.
      storing.catch(() => {})
    }
    await storing
    return { ...total, seconds: (performance.now() - started) / 1000 }
  } finally {
    await pool.end({ timeout: 5 })
  }
}

async function takeLock(pool: Pool, say: (sentence: string) => void): Promise<void> {
  const [row] = await pool.unsafe('SELECT pg_try_advisory_lock($1) AS "isTaken"', [LOCK])
  if (row?.isTaken === true) return
  say('Another import is running: this one waits for it.')
  await pool.unsafe('SELECT pg_advisory_lock($1)', [LOCK])
}

/** Refuses to seal under a key that was dropped since the import began. The lock keeps the key until the batch has been written. */
async function refuseDroppedKey(sql: Sql, encryptionKey: string): Promise<void> {
  const [row] = await sql.unsafe('SELECT key_check, previous_key_check FROM installation FOR SHARE')
  if (row && ![row.keyCheck, row.previousKeyCheck].includes(keyCheckOf(encryptionKey)))
    throw new StartRefused(
      'The encryption key was changed while this import ran: run it again with the new key.',
    )
}

/** Writes a batch, and the system's line in the record when it changed anything. */
async function store(
  sql: Sql,
  { kind, kindName, encryptionKey }: FileImport,
  batch: readonly { sourceKey: string }[],
  correlationId: string,
): Promise<Outcome> {
  if (batch.length === 0) return { created: 0, changed: 0, unchanged: 0, rejected: [] }
  await sql.unsafe('SET LOCAL jit = off')
  await refuseDroppedKey(sql, encryptionKey)
  const outcome = await kind.store(sql, batch)
  const { created, changed } = outcome
  if (created + changed === 0) return outcome
  const entry = {
    event: 'changed',
    action: `${kindName}:import`,
    actor_kind: 'system',
    correlation_id: correlationId,
    details: { created, changed },
  }
  await sql.unsafe('SELECT append_record($1::text::jsonb)', [JSON.stringify([entry])])
  return outcome
}
