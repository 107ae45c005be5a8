import type { Sql } from '#database/sql.ts'
import { leafOfEntry } from './leaf.ts'
import { entriesToProve, newestSignedCheckpoint, readTile } from './queries.ts'
import { inclusionProof } from './tree/proofs.ts'
import { StoredTree } from './tree/tiles.ts'
import { writeTlogProof } from './tree/tlog-proof.ts'

/** One entry with its proof, and the values that the leaf hides, so that a reader can check them against it. */
export type ProvedEntry = {
  recordEntryId: number
  /** The text of a `.tlog-proof` file. */
  proof: string
  /** Values with their salts, in hex. Erased values are not among them. */
  values: { ip?: { value: string; salt: string }; givenReason?: { value: string; salt: string } }
}

/** Which entries: one, or all about an account or a web user. */
export type EntriesToProve = { entryId?: number; accountId?: number; webUserId?: number }

/**
 * Yields entries with their proofs, by the newest signed checkpoint. Entries that are not sealed under it are left out: they
 * can be proved a second or two later. Yields nothing where no checkpoint is signed.
 */
export async function* proveRecord(sql: Sql, which: EntriesToProve): AsyncGenerator<ProvedEntry> {
  const checkpoint = await newestSignedCheckpoint.first(sql, {})
  if (!checkpoint) return
  const tree = new StoredTree(checkpoint.size, async (level, tileIndex) => {
    const tile = await readTile.first(sql, { level, tileIndex })
    return tile && Buffer.from(tile.hashes)
  })
  const entries = await entriesToProve(sql, {
    entryId: which.entryId ?? null,
    accountId: which.accountId ?? null,
    webUserId: which.webUserId ?? null,
    size: checkpoint.size,
  })
  for (const entry of entries) {
    const path = await inclusionProof(tree, entry.leafIndex)
    const hidden = (value: string | null, salt: Uint8Array | null) =>
      value !== null && salt ? { value, salt: Buffer.from(salt).toString('hex') } : undefined
    const ip = hidden(entry.ipAddress, entry.ipSalt)
    const givenReason = hidden(entry.givenReason, entry.givenReasonSalt)
    yield {
      recordEntryId: entry.recordEntryId,
      proof: writeTlogProof({
        index: entry.leafIndex,
        path,
        checkpoint: checkpoint.note,
        leaf: leafOfEntry(entry),
      }),
      values: { ...(ip && { ip }), ...(givenReason && { givenReason }) },
    }
  }
}
