import { query } from '#database/query.ts'
import { factsOfEntry } from '../queries.ts'
import type {
  CheckpointsFrom,
  DroppedLeaves,
  EntriesWithoutLeaf,
  LeavesFrom,
  SealingState,
  TilesOfLevel,
} from './queries.generated.ts'
import { leafColumns } from './stored-leaf.ts'

/** How far the record is sealed. Of `first_id` and before, entries are older than the sealing. */
export const sealingState = query<SealingState>(
  'sealing-state',
  'SELECT size, COALESCE(first_id, 0) AS "first_id!", settled_id FROM record_sealing',
)

/**
 * Leaves from `from` up to and without `to`, in their order, each with its entry. One JSON text for all, an array for each column: a row or
 * an object for each leaf would cost more than everything that is done with it.
 */
export const leavesFrom = query<LeavesFrom>(
  'leaves-from',
  `SELECT json_build_array(${leafColumns.map((name) => `to_json(array_agg(${name}))`).join(', ')}) AS "leaves!" FROM (
     SELECT l.leaf_index, l.record_entry_id, e.at AT TIME ZONE 'UTC' AS at, ${factsOfEntry},
       encode(l.ip_salt, 'hex') AS ip_salt, encode(l.ip_commitment, 'hex') AS ip_commitment,
       encode(l.given_reason_salt, 'hex') AS given_reason_salt,
       encode(l.given_reason_commitment, 'hex') AS given_reason_commitment
     FROM record_leaves l
     LEFT JOIN record_entries e ON e.at = l.entry_at AND e.record_entry_id = l.record_entry_id
     WHERE l.leaf_index >= $from AND l.leaf_index < $to ORDER BY l.leaf_index) w`,
)

export const tilesOfLevel = query<TilesOfLevel>(
  'tiles-of-level',
  `SELECT tile_index, hashes FROM record_tiles
   WHERE level = $level AND tile_index >= $from AND tile_index < $to ORDER BY tile_index`,
)

/** The checkpoints of the database behind `after`, up to `to`, with the signature lines of witnesses. */
export const checkpointsFrom = query<CheckpointsFrom>(
  'checkpoints-from',
  `SELECT size, root, note, (SELECT string_agg(line, '' ORDER BY witness) FROM record_cosignatures s WHERE s.size = c.size) AS cosignatures,
     made_at
   FROM record_checkpoints c WHERE size > $after AND size <= $to ORDER BY size`,
)

/**
 * The leaves that were dropped with their months, as the newest drop's entry says: `{[0,1200),[1203,1204)}`. Where that entry is not
 * there, nothing counts as dropped.
 */
export const droppedLeaves = query<DroppedLeaves>(
  'dropped-leaves',
  `SELECT e.details ->> 'leaves' AS leaves FROM record_drops d
   JOIN record_entries e ON e.at = d.entry_at AND e.record_entry_id = d.record_entry_id AND e.action = 'record:drop'
   ORDER BY d.record_drop_id DESC LIMIT 1`,
)

/** Entries that are settled, and yet no leaf: nobody but the database's owner can have put them there. */
export const entriesWithoutLeaf = query<EntriesWithoutLeaf>(
  'entries-without-leaf',
  `SELECT e.record_entry_id FROM record_entries e
   WHERE e.record_entry_id <= $settledId AND NOT EXISTS (
     SELECT FROM record_leaves l WHERE l.record_entry_id = e.record_entry_id)
   ORDER BY e.record_entry_id LIMIT 20`,
)
