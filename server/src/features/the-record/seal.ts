import type { Pool, Sql } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import { signCheckpoint } from '#transparency-log/checkpoint.ts'
import { hashLeaf } from '#transparency-log/merkle.ts'
import type { NoteSigner } from '#transparency-log/note.ts'
import { GrowingTree } from '#transparency-log/tiles.ts'
import { leafText, saltFor } from './leaf.ts'
import type { LockSealing, UnsealedEntries } from './queries.generated.ts'
import {
  addCheckpoint,
  addLeaves,
  lockSealing,
  newestEntry,
  openTransactions,
  putTiles,
  readTile,
  saveSealing,
  unsealedEntries,
} from './queries.ts'

/** By what name and keys this installation's record is signed. Without keys checkpoints are not signed. */
export type RecordSigning = { origin: string; signers: readonly NoteSigner[] }

type SealGrant = Grant<'job:seal-record'>
type Entry = UnsealedEntries['row']

/** Entries in one transaction of the sealing. */
const batchSize = 2_000

/**
 * Gives every committed entry of the record its place in the tree, and signs a checkpoint of it. One process does so at a time;
 * the others find the lock taken and leave. Requests are never waited for and never wait.
 * @returns how many entries were sealed
 */
export async function sealRecord(
  pool: Pool,
  grant: SealGrant,
  signing: RecordSigning,
  signal?: AbortSignal,
): Promise<number> {
  let sealed = 0
  for (;;) {
    const batch = await pool.begin((sql) => sealBatch(sql, grant, signing))
    sealed += batch
    if (batch < batchSize || signal?.aborted) return sealed
  }
}

/** Seals everything in the caller's transaction, which holds the sealing (`waitForSealing`). */
export async function sealAll(sql: Sql, grant: SealGrant, signing: RecordSigning): Promise<void> {
  while ((await sealBatch(sql, grant, signing)) === batchSize);
}

async function sealBatch(sql: Sql, grant: SealGrant, signing: RecordSigning): Promise<number> {
  const sealing = await lockSealing.first(sql, {})
  if (!sealing) return 0
  const entries = await unsealedEntries(sql, { settledId: sealing.settledId, limit: batchSize })
  const isDrained = entries.length < batchSize
  // Rows of transactions that have ended were visible to the statement above: below the awaited id nothing can appear any more.
  const isSettled = sealing.isSettled && isDrained
  const settledId = isSettled ? (sealing.awaitedId ?? sealing.settledId) : sealing.settledId
  const awaitsNext = isSettled || sealing.awaitedId === null
  // Until it is settled, what is awaited stays as it is, with its transactions.
  const awaited = awaitsNext
    ? await nextAwaited(sql, settledId)
    : { id: sealing.awaitedId, transactions: sealing.awaitedTransactions }
  // An idle record is not written.
  if (entries.length === 0 && !isSettled && !(awaitsNext && awaited)) return 0
  const size = entries.length > 0 ? await extendTree(sql, grant, sealing, entries, signing) : sealing.size
  await saveSealing(sql, grant, {
    size,
    settledId,
    awaitedId: awaited?.id ?? null,
    awaitedTransactions: awaited?.transactions ?? null,
  })
  return entries.length
}

/**
 * Returns the newest entry and the transactions that may still add an older one: a transaction that took a smaller number
 * has either ended or is among the open ones, which are read after the newest entry.
 */
async function nextAwaited(sql: Sql, settledId: number) {
  const { recordEntryId } = await newestEntry.one(sql, {})
  if (recordEntryId === null || recordEntryId <= settledId) return undefined
  const { transactions } = await openTransactions.one(sql, {})
  return { id: recordEntryId, transactions: transactions ?? [] }
}

async function extendTree(
  sql: Sql,
  grant: SealGrant,
  { size, firstId }: Pick<LockSealing['row'], 'size' | 'firstId'>,
  entries: readonly Entry[],
  { origin, signers }: RecordSigning,
): Promise<number> {
  const tree = await GrowingTree.of(size, async (level, tileIndex) => {
    const tile = await readTile.first(sql, { level, tileIndex })
    return tile && Buffer.from(tile.hashes)
  })
  const salts = entries.map(({ ipAddress, givenReason }) => ({
    ip: saltFor(ipAddress),
    givenReason: saltFor(givenReason),
  }))
  for (const [i, entry] of entries.entries()) {
    const salt = salts[i]
    const ipAddress = erasable(entry.ipAddress, salt?.ip)
    const givenReason = erasable(entry.givenReason, salt?.givenReason)
    tree.append(hashLeaf(leafText({ ...entry, details: entry.details as never }, { ipAddress, givenReason })))
  }
  const tiles = tree.takeChanged()
  const hex = (bytes: Buffer | null) => bytes?.toString('hex') ?? ''
  await addLeaves(sql, grant, {
    from: size,
    entryIds: entries.map(({ recordEntryId }) => recordEntryId),
    entryTimes: entries.map(({ atText }) => atText),
    ipSalts: salts.map(({ ip }) => hex(ip)),
    givenReasonSalts: salts.map(({ givenReason }) => hex(givenReason)),
  })
  await putTiles(sql, grant, {
    levels: tiles.map(({ level }) => level),
    tileIndexes: tiles.map(({ index }) => index),
    hashes: tiles.map(({ hashes }) => hashes.toString('hex')),
  })
  const root = tree.root()
  const note = signers.length > 0 ? signCheckpoint({ origin, size: tree.size, root }, signers) : null
  // Entries that are older than the sealing did not wait for it.
  const waited = entries.filter(({ recordEntryId }) => firstId !== null && recordEntryId > firstId)
  const oldestAt = waited.reduce<string | null>(
    (a, { atText }) => (a === null || atText < a ? atText : a),
    null,
  )
  await addCheckpoint(sql, grant, { size: tree.size, root, note, oldestAt })
  return tree.size
}

const erasable = (value: string | null, salt: Buffer | null | undefined) =>
  value !== null && salt ? { value, salt } : null
