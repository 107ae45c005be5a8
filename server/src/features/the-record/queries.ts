import { command, query } from '#database/query.ts'
import { entryColumns } from './entry-columns.ts'
import type {
  AddCheckpoint,
  AddLeaves,
  CheckpointToProveBy,
  EntriesFound,
  EntriesToProve,
  LinesAboutPerson,
  LinesToProve,
  LockSealing,
  MakeRecordPartitions,
  NewestEntry,
  NewestSignedCheckpoint,
  OpenTransactions,
  PutTiles,
  ReadTile,
  SaveSealing,
  SealedLines,
  SignedCheckpointOf,
  UnsealedEntries,
  WaitForSealing,
  WebUsersOfEntries,
} from './queries.generated.ts'

/** Newest first, one more than a page. Dates are the utility's. */
export const entriesFound = query<EntriesFound>(
  'entries-found',
  `SELECT ${entryColumns}
   FROM record_entries e
   WHERE ($before::bigint IS NULL OR e.record_entry_id < $before)
     AND ($csrId::text IS NULL OR e.csr_id = $csrId)
     AND ($webUserId::bigint IS NULL OR e.web_user_id = $webUserId)
     AND ($userName::text IS NULL OR e.web_user_id = (
       SELECT w.web_user_id FROM web_users w WHERE lower(w.user_name) COLLATE "C" = lower($userName)))
     AND ($accountId::bigint IS NULL OR e.account_id = $accountId)
     AND ($masqueradeId::text IS NULL OR e.masquerade_id = $masqueradeId)
     AND ($event::text IS NULL OR e.event = $event)
     AND ($termsHashes::text[] IS NULL
       OR e.action = 'customer:search' AND e.details ->> 'termsHash' = ANY ($termsHashes))
     AND ($from::date IS NULL OR e.at >= $from::date::timestamp AT TIME ZONE $timeZone::text)
     AND ($to::date IS NULL OR e.at < ($to::date + 1)::timestamp AT TIME ZONE $timeZone::text)
     AND (NOT $staffOnly::boolean OR e.actor_kind <> 'customer')
   ORDER BY e.record_entry_id DESC LIMIT 101`,
)

/** Who these web users are, protected or not: the caller masks. */
export const webUsersOfEntries = query<WebUsersOfEntries>(
  'web-users-of-entries',
  `SELECT w.web_user_id, w.user_name, w.person_id, full_name(n.given_name, n.surname, n.organisation_name) AS "person_name!",
     person_is_protected(w.person_id) AS "is_protected!"
   FROM web_users w JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
   WHERE w.web_user_id = ANY ($webUserIds::bigint[])`,
)

export const makeRecordPartitions = command<MakeRecordPartitions, 'job:make-record-partitions'>(
  'make-record-partitions',
  'SELECT make_record_partitions(now())',
)

/** No row while another process seals. `is_settled`: the transactions that were open when `awaited_id` was read have ended. */
export const lockSealing = query<LockSealing>(
  'lock-sealing',
  `SELECT size, first_id, settled_id, awaited_id, awaited_transactions, awaited_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM pg_locks WHERE locktype = 'virtualxid' AND virtualxid = ANY (awaited_transactions)) AS "is_settled!"
   FROM record_sealing FOR UPDATE SKIP LOCKED`,
)

/** Waits until no process seals, and holds the others off until the end of the transaction. */
export const waitForSealing = query<WaitForSealing>(
  'wait-for-sealing',
  'SELECT size FROM record_sealing FOR UPDATE',
)

/** What a leaf is made of. */
export const timeOfEntry = `to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
export const factsOfEntry = `e.event, e.action,
     e.actor_kind, e.csr_id, e.web_user_id, e.account_id, e.masquerade_id, e.client_id, e.self_service_task_id AS task_id,
     e.correlation_id, e.reason, e.details - 'givenReason' AS details, host(e.ip_address) AS ip_address,
     e.details ->> 'givenReason' AS given_reason`

/**
 * The hash that a leaf has in place of an erasable value. A value beside a commitment, a value without its salt and a salt without its
 * value give a hash that cannot fit.
 */
const hashOf = (value: string, salt: string, commitment: string) =>
  `encode(CASE WHEN ${commitment} IS NOT NULL AND ${value} IS NULL THEN ${commitment} WHEN ${value} IS NOT NULL OR ${salt} IS NOT NULL
       THEN sha256(COALESCE(${salt}, '') || convert_to(COALESCE(${value}, ''), 'UTF8')) END, 'hex')`
export const leafHashes = `${hashOf('host(e.ip_address)', 'l.ip_salt', 'l.ip_commitment')} AS ip_hash,
     ${hashOf("e.details ->> 'givenReason'", 'l.given_reason_salt', 'l.given_reason_commitment')} AS given_reason_hash`

/** Entries without a leaf, in the order of their ids. */
export const unsealedEntries = query<UnsealedEntries>(
  'unsealed-entries',
  `SELECT e.record_entry_id, ${timeOfEntry} AS "at_text!", ${factsOfEntry}
   FROM record_entries e
   WHERE e.record_entry_id > $settledId AND NOT EXISTS (
     SELECT FROM record_leaves l WHERE l.record_entry_id = e.record_entry_id)
   ORDER BY e.record_entry_id LIMIT $limit`,
)

/** The newest entry that is committed, which is awaited next. */
export const newestEntry = query<NewestEntry>(
  'newest-entry',
  'SELECT max(record_entry_id) AS record_entry_id FROM record_entries',
)

/** The transactions that are open now, whether they write or not. */
export const openTransactions = query<OpenTransactions>(
  'open-transactions',
  `SELECT array_agg(virtualxid) AS transactions FROM pg_locks
   WHERE locktype = 'virtualxid' AND pid <> pg_backend_pid()`,
)

export const readTile = query<ReadTile>(
  'read-tile',
  'SELECT hashes FROM record_tiles WHERE level = $level AND tile_index = $tileIndex',
)

/** Salts are hex; an empty text where the entry has no such value. */
export const addLeaves = command<AddLeaves, 'job:seal-record'>(
  'add-leaves',
  `INSERT INTO record_leaves (leaf_index, record_entry_id, entry_at, ip_salt, given_reason_salt)
   SELECT $from::bigint + n - 1, id, at::timestamptz, decode(NULLIF(ip_salt, ''), 'hex'),
     decode(NULLIF(given_reason_salt, ''), 'hex')
   FROM unnest($entryIds::bigint[], $entryTimes::text[], $ipSalts::text[], $givenReasonSalts::text[])
     WITH ORDINALITY AS leaf (id, at, ip_salt, given_reason_salt, n)`,
)

export const putTiles = command<PutTiles, 'job:seal-record'>(
  'put-tiles',
  `INSERT INTO record_tiles (level, tile_index, hashes)
   SELECT level, tile_index, decode(hashes, 'hex')
   FROM unnest($levels::smallint[], $tileIndexes::bigint[], $hashes::text[]) AS tile (level, tile_index, hashes)
   ON CONFLICT (level, tile_index) DO UPDATE SET hashes = EXCLUDED.hashes`,
)

export const addCheckpoint = command<AddCheckpoint, 'job:seal-record'>(
  'add-checkpoint',
  `INSERT INTO record_checkpoints (size, root, note, lag_ms)
   VALUES ($size, $root, $note, COALESCE(GREATEST(0, EXTRACT(EPOCH FROM clock_timestamp() - $oldestAt::text::timestamptz) * 1000)::bigint, 0))`,
)

export const saveSealing = command<SaveSealing, 'job:seal-record'>(
  'save-sealing',
  `UPDATE record_sealing SET size = $size, first_id = COALESCE(first_id, $awaitedId, 0), settled_id = $settledId, awaited_id = $awaitedId,
     awaited_transactions = $awaitedTransactions::text[]`,
)

/** SQL: the note of a checkpoint `c` with the cosignatures below it. */
export const cosignedNote = `c.note || COALESCE((SELECT string_agg(s.line, '' ORDER BY s.witness) FROM record_cosignatures s
     WHERE s.size = c.size), '')`

/** The newest signed checkpoint, as it was signed. */
export const newestSignedCheckpoint = query<NewestSignedCheckpoint>(
  'newest-signed-checkpoint',
  'SELECT size, note AS "note!" FROM record_checkpoints WHERE note IS NOT NULL ORDER BY size DESC LIMIT 1',
)

/**
 * The checkpoint that proves most: the newest that a witness cosigned, where it is at most five minutes older than the newest signed one,
 * and otherwise that one.
 */
export const checkpointToProveBy = query<CheckpointToProveBy>(
  'checkpoint-to-prove-by',
  `WITH newest AS (SELECT size, made_at FROM record_checkpoints WHERE note IS NOT NULL ORDER BY size DESC LIMIT 1)
   SELECT c.size, ${cosignedNote} AS "note!" FROM record_checkpoints c, newest n
   WHERE c.size = COALESCE((
     SELECT w.size FROM record_checkpoints w
     WHERE w.size = (SELECT max(size) FROM record_cosignatures) AND w.note IS NOT NULL
       AND w.made_at >= n.made_at - interval '5 minutes'), n.size)`,
)

const provedColumns = `l.leaf_index, l.record_entry_id, l.ip_salt, l.given_reason_salt, ${timeOfEntry} AS "at_text!",
     ${factsOfEntry}, ${leafHashes}`

/** Of these entries, those that are sealed below `size`. */
export const linesToProve = query<LinesToProve>(
  'lines-to-prove',
  `SELECT ${provedColumns}
   FROM record_leaves l JOIN record_entries e ON e.at = l.entry_at AND e.record_entry_id = l.record_entry_id
   WHERE l.record_entry_id = ANY ($entryIds::bigint[]) AND l.leaf_index < $size ORDER BY l.leaf_index DESC`,
)

/** All lines about a person, the person's own too, in the order of their numbers behind `after`. */
export const linesAboutPerson = query<LinesAboutPerson>(
  'lines-about-person',
  `WITH web_user AS (SELECT web_user_id AS id FROM web_users WHERE person_id = $personId),
     account AS (SELECT account_id AS id FROM account_persons WHERE person_id = $personId
       UNION SELECT account_id FROM web_user_accounts JOIN web_user ON id = web_user_id)
   SELECT e.record_entry_id FROM record_entries e
   WHERE e.record_entry_id > $after AND (e.web_user_id IN (SELECT id FROM web_user) OR e.account_id IN (SELECT id FROM account)
     OR e.details ? 'personId' AND e.details ->> 'personId' = $personId::bigint::text
     OR e.details ?| ARRAY['removed', 'newcomer']
       AND COALESCE(e.details ->> 'removed', e.details ->> 'newcomer') IN (SELECT id::text FROM web_user))
   ORDER BY e.record_entry_id LIMIT 1000`,
)

/** The signed checkpoint of one size, by which an export that began goes on. */
export const signedCheckpointOf = query<SignedCheckpointOf>(
  'signed-checkpoint-of',
  `SELECT c.size, ${cosignedNote} AS "note!" FROM record_checkpoints c WHERE c.note IS NOT NULL AND c.size = $size`,
)

/** Exactly one of the three says which entries. */
export const entriesToProve = query<EntriesToProve>(
  'entries-to-prove',
  `SELECT ${provedColumns}
   FROM record_entries e JOIN record_leaves l ON l.record_entry_id = e.record_entry_id
   WHERE (e.record_entry_id = $entryId OR e.account_id = $accountId OR e.web_user_id = $webUserId) AND l.leaf_index < $size
   ORDER BY l.leaf_index`,
)

/** Lines from place `from` up to and without `to`, in their order. Those whose month was dropped are left out. */
export const sealedLines = query<SealedLines>(
  'sealed-lines',
  `SELECT l.leaf_index, l.record_entry_id, ${timeOfEntry} AS "at_text!", ${factsOfEntry}, ${leafHashes}
   FROM record_leaves l JOIN record_entries e ON e.at = l.entry_at AND e.record_entry_id = l.record_entry_id
   WHERE l.leaf_index >= $from AND l.leaf_index < $to ORDER BY l.leaf_index`,
)
