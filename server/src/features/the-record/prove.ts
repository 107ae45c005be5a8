import type { Sql } from '#database/sql.ts'
import type { Hash } from '#transparency-log/merkle.ts'
import { inclusionProof } from '#transparency-log/proofs.ts'
import type { StoredTree } from '#transparency-log/tiles.ts'
import { writeTlogProof } from '#transparency-log/tlog-proof.ts'
import { leafOfEntry } from './leaf.ts'
import type { EntriesToProve as Statement } from './queries.generated.ts'
import { checkpointToProveBy, entriesToProve, linesAboutPerson, linesToProve } from './queries.ts'
import { treeOf } from './stored-tree.ts'

/** A checkpoint that is signed: so many leaves, and the note. */
export type SignedCheckpoint = { size: number; note: string }

/** Values that the leaf hides, with their salts in hex, so that a reader can check them. Erased values are not among them. */
export type HiddenValues = {
  ip?: { value: string; salt: string }
  givenReason?: { value: string; salt: string }
}

/** One entry with the hashes that lead from it to the root of a checkpoint. */
export type ProvedEntry = {
  recordEntryId: number
  index: number
  leaf: string
  path: Hash[]
  values: HiddenValues
}

async function proveEntry(tree: StoredTree, entry: Statement['row']): Promise<ProvedEntry> {
  const hidden = (value: string | null, salt: Uint8Array | null) =>
    value !== null && salt ? { value, salt: Buffer.from(salt).toString('hex') } : undefined
  const ip = hidden(entry.ipAddress, entry.ipSalt)
  const givenReason = hidden(entry.givenReason, entry.givenReasonSalt)
  return {
    recordEntryId: entry.recordEntryId,
    index: entry.leafIndex,
    leaf: leafOfEntry(entry),
    path: await inclusionProof(tree, entry.leafIndex),
    values: { ...(ip && { ip }), ...(givenReason && { givenReason }) },
  }
}

/** Proves these entries by a checkpoint, the newest first. Those that are not sealed under it are left out. */
export async function proveLines(
  sql: Sql,
  { size }: SignedCheckpoint,
  entryIds: readonly number[],
): Promise<ProvedEntry[]> {
  const tree = treeOf(sql, size)
  const proved: ProvedEntry[] = []
  for (const entry of await linesToProve(sql, { entryIds: [...entryIds], size }))
    proved.push(await proveEntry(tree, entry))
  return proved
}

/** Yields all that the record has about a person, what the person did included, a thousand lines at a time. */
export async function* proveCustomer(
  sql: Sql,
  checkpoint: SignedCheckpoint,
  personId: number,
): AsyncGenerator<{ proved: ProvedEntry[]; lines: number }> {
  for (let after = 0; ; ) {
    const rows = await linesAboutPerson(sql, { personId, after })
    const entryIds = rows.map(({ recordEntryId }) => recordEntryId)
    after = entryIds.at(-1) ?? after
    if (entryIds.length === 0) return
    yield { proved: await proveLines(sql, checkpoint, entryIds), lines: entryIds.length }
  }
}

/** Which entries: one, or all about an account or a web user. */
export type EntriesToProve = { entryId?: number; accountId?: number; webUserId?: number }

/**
 * Yields entries, each with the text of its `.tlog-proof` file, by the checkpoint that proves most. Entries that are not sealed under it are
 * left out: they can be proved a second or two later, by a cosigned checkpoint a minute or two later. Yields nothing where no checkpoint is signed.
 */
export async function* proveRecord(
  sql: Sql,
  which: EntriesToProve,
): AsyncGenerator<ProvedEntry & { proof: string }> {
  const checkpoint = await checkpointToProveBy.first(sql, {})
  if (!checkpoint) return
  const tree = treeOf(sql, checkpoint.size)
  const entries = await entriesToProve(sql, {
    entryId: which.entryId ?? null,
    accountId: which.accountId ?? null,
    webUserId: which.webUserId ?? null,
    size: checkpoint.size,
  })
  for (const entry of entries) {
    const proved = await proveEntry(tree, entry)
    yield { ...proved, proof: writeTlogProof({ ...proved, checkpoint: checkpoint.note }) }
  }
}
