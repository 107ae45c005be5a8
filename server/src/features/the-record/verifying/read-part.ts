import type { Sql } from '#database/sql.ts'
import { hashBytes } from '#transparency-log/merkle.ts'
import { type GrowingTree, tileWidth } from '#transparency-log/tiles.ts'
import { DroppedRanges } from './dropped-ranges.ts'
import { checkpointsFrom, droppedLeaves, leavesFrom, tilesOfLevel } from './queries.ts'
import type { Faults } from './record-faults.ts'
import { StoredLeaves } from './stored-leaf.ts'

/** A piece of the record, read at once. */
export type Part = Awaited<ReturnType<typeof readPart>>

/** Reads the entries from `from` up to and without `to`, with the hashes of their tiles and the checkpoints among them. */
export async function readPart(sql: Sql, from: number, to: number) {
  const first = Math.floor(from / tileWidth)
  const [{ leaves }, tiles, checkpoints] = await Promise.all([
    leavesFrom.one(sql, { from, to }),
    tilesOfLevel(sql, { level: 0, from: first, to: Math.ceil(to / tileWidth) }),
    checkpointsFrom(sql, { after: from, to }),
  ])
  const parts: Uint8Array[] = []
  for (const [i, tile] of tiles.entries()) {
    // Behind a missing tile nothing fits any more.
    if (tile.tileIndex !== first + i) break
    parts.push(tile.hashes)
  }
  const hashes = Buffer.concat(parts).subarray((from - first * tileWidth) * hashBytes)
  // Read behind the leaves: what is dropped in between is known.
  const dropped = new DroppedRanges((await droppedLeaves.first(sql, {}))?.leaves ?? null)
  return { from, to, leaves: new StoredLeaves(leaves), hashes, checkpoints, dropped }
}

/** Compares the tiles above the leaves, which follow from them, with the stored ones. */
export async function compareTiles(sql: Sql, tree: GrowingTree, faults: Faults): Promise<void> {
  for (const { level, index, hashes } of tree.takeChanged()) {
    if (level === 0) continue
    const [stored] = await tilesOfLevel(sql, { level, from: index, to: index + 1 })
    // The stored tile may have grown on: it must begin as the tree of the entries read so far.
    const isSame = stored && Buffer.from(stored.hashes).subarray(0, hashes.length).equals(hashes)
    if (!isSame) faults.add('tile-changed', `${level}/${index}`)
  }
}
