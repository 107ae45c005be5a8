import type { Sql } from '#database/sql.ts'
import { StoredTree } from '#transparency-log/tiles.ts'
import { readTile } from './queries.ts'

/** Returns the tree of the first `size` leaves, which reads its tiles from the database. */
export function treeOf(sql: Sql, size: number): StoredTree {
  return new StoredTree(size, async (level, tileIndex) => {
    const tile = await readTile.first(sql, { level, tileIndex })
    return tile && Buffer.from(tile.hashes)
  })
}
