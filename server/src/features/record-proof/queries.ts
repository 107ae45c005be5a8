import { command, query } from '#database/query.ts'
import { mailAddresses } from '#features/the-record/index.ts'
import type {
  AddNightlyVerification,
  BeatVerification,
  CheckpointAge,
  ClaimVerification,
  DeleteOldVerifications,
  DroppedMonths,
  EndVerification,
  FailVerification,
  IsAlertRaised,
  JoinVerification,
  MailPlaces,
  NewestCheckpoint,
  NewestCosignatures,
  OpenVerification,
  PlacesOfRecord,
  RaiseRecordAlert,
  RecordHours,
  RecordState,
  ReleaseVerification,
  SaveVerification,
  StreamOfRecord,
  VerificationsOfRecord,
  WrongEntry,
} from './queries.generated.ts'

/** How far the record is sealed, and since when an entry waits. */
export const recordState = query<RecordState>(
  'record-state',
  `SELECT s.size, clock_timestamp() AS "at!", (SELECT min(e.at) FROM record_entries e
     WHERE e.record_entry_id > s.settled_id AND NOT EXISTS (
       SELECT FROM record_leaves l WHERE l.record_entry_id = e.record_entry_id)) AS "unsealed_since?"
   FROM record_sealing s`,
)

export const newestCheckpoint = query<NewestCheckpoint>(
  'newest-checkpoint',
  'SELECT size, made_at, root, note FROM record_checkpoints ORDER BY size DESC LIMIT 1',
)

/** What each place has. It is current while it lacks no signed checkpoint that is older than two minutes; a new address for mail is, until its first mail. */
export const placesOfRecord = query<PlacesOfRecord>(
  'places-of-record',
  `SELECT p.place AS "place!", COALESCE(r.size, 0) AS "size!", r.kept_at AS "kept_at?", r.failure AS "failure?", r.failed_at AS "failed_at?",
     r.refused_at IS NOT NULL AS "is_refused!",
     NOT EXISTS (SELECT FROM record_checkpoints c WHERE c.note IS NOT NULL AND c.size > COALESCE(r.size, 0)
       AND c.made_at < clock_timestamp() - make_interval(secs => p.grace))
     OR p.place LIKE 'mailto:%' AND r.kept_at IS NULL AND r.failure IS NULL AS "is_current!"
   FROM unnest($places::text[], $graceSeconds::integer[]) WITH ORDINALITY AS p (place, grace, n)
   LEFT JOIN record_places r ON r.place = p.place ORDER BY p.n`,
)

/** The places that are addresses of the daily mail. */
export const mailPlaces = query<MailPlaces>(
  'mail-places',
  `SELECT 'mailto:' || a.address AS "place!" FROM ${mailAddresses} a ORDER BY a.address`,
)

/** The newest cosignature of each of these witnesses. */
export const newestCosignatures = query<NewestCosignatures>(
  'newest-cosignatures',
  `SELECT s.witness, s.size, s.cosigned_at AS at
   FROM unnest($witnesses::text[]) w (witness), LATERAL (
     SELECT * FROM record_cosignatures s WHERE s.witness = w.witness ORDER BY s.size DESC LIMIT 1) s
   ORDER BY s.witness`,
)

/** Entries that were sealed in each of the last 24 hours, and the longest that one waited. */
export const recordHours = query<RecordHours>(
  'record-hours',
  `WITH made AS (
     SELECT c.made_at, c.lag_ms, c.size - COALESCE(lag(c.size) OVER (ORDER BY c.size), (
       SELECT max(b.size) FROM record_checkpoints b WHERE b.size < c.size), 0) AS entries
     FROM record_checkpoints c
     WHERE c.made_at >= date_trunc('hour', clock_timestamp()) - interval '24 hours')
   SELECT h.hour AS "hour!", COALESCE(sum(m.entries), 0)::bigint AS "entries!", COALESCE(max(m.lag_ms), 0)::bigint AS "lag_ms!"
   FROM generate_series(date_trunc('hour', clock_timestamp()) - interval '23 hours', date_trunc('hour', clock_timestamp()),
     interval '1 hour') AS h (hour)
   LEFT JOIN made m ON m.made_at >= h.hour AND m.made_at < h.hour + interval '1 hour'
   GROUP BY h.hour ORDER BY h.hour`,
)

/** How far the stream to a collector has come. What it has sent before it was turned off stays. */
export const streamOfRecord = query<StreamOfRecord>(
  'stream-of-record',
  `SELECT r.destination, r.is_on, r.has_values, r.next_index, GREATEST(s.size - r.next_index, 0) AS "waiting!", r.sent_at, r.failure,
     r.failed_at, r.next_attempt_at
   FROM record_streams r, record_sealing s`,
)

export const droppedMonths = query<DroppedMonths>(
  'dropped-months',
  'SELECT months, entries, entry_at AS at, record_entry_id FROM record_drops ORDER BY record_drop_id DESC LIMIT 50',
)

const verification = `record_verification_id AS verification_id, kind, since_size, started_by_csr_id AS started_by, state, verified, size,
   interruptions, own_checkpoints, kept_checkpoints, unproved, faults, failure, created_at, ended_at`

export const verificationsOfRecord = query<VerificationsOfRecord>(
  'verifications-of-record',
  `SELECT ${verification} FROM record_verifications
   ORDER BY ended_at IS NOT NULL, record_verification_id DESC LIMIT 20`,
)

export const wrongEntry = query<WrongEntry>(
  'wrong-entry',
  `SELECT record_entry_id, at, event, action, actor_kind, csr_id FROM record_entries WHERE record_entry_id = $entryId LIMIT 1`,
)

/** No row where a verification of the whole record is under way. */
export const joinVerification = command<JoinVerification, 'record-proof:verify'>(
  'join-verification',
  `WITH added AS (
     INSERT INTO record_verifications (kind, started_by_csr_id, state, created_at)
     VALUES ('whole', $csrId, 'waiting', current_instant())
     ON CONFLICT (kind) WHERE ended_at IS NULL DO NOTHING RETURNING record_verification_id)
   SELECT record_verification_id AS "verification_id!", pg_notify('record-verification', '') FROM added`,
)

export const openVerification = query<OpenVerification>(
  'open-verification',
  `SELECT record_verification_id AS verification_id FROM record_verifications WHERE kind = 'whole' AND ended_at IS NULL`,
)

/**
 * Adds the run of this night, which begins at two o'clock: since the newest run that found all right, or of the whole record where no
 * whole run of the last seven days has.
 */
export const addNightlyVerification = command<AddNightlyVerification, 'job:verify-record'>(
  'add-nightly-verification',
  `INSERT INTO record_verifications (kind, since_size, since_root, state, created_at)
   SELECT CASE WHEN f.root IS NULL THEN 'whole' ELSE 'since' END, COALESCE(f.size, 0), f.root, 'waiting', current_instant()
   FROM record_sealing s LEFT JOIN LATERAL (
     SELECT v.verified AS size, v.verified_root AS root FROM record_verifications v
     WHERE v.state = 'done' AND v.faults = '[]' AND v.verified_root IS NOT NULL AND EXISTS (
       SELECT FROM record_verifications w WHERE w.kind = 'whole' AND w.state = 'done' AND w.faults = '[]'
         AND w.created_at > current_instant() - interval '7 days')
     ORDER BY v.record_verification_id DESC LIMIT 1) f ON true
   WHERE s.size > 0 AND NOT EXISTS (SELECT FROM record_verifications v WHERE v.started_by_csr_id IS NULL AND v.created_at >=
     (date_trunc('day', current_instant() AT TIME ZONE $timeZone::text - interval '2 hours') + interval '2 hours') AT TIME ZONE $timeZone)
   ON CONFLICT (kind) WHERE ended_at IS NULL DO NOTHING`,
)

/** Takes a run that waits, or whose process has not beaten for half a minute. What that process found wrong is looked for again. */
export const claimVerification = command<ClaimVerification, 'job:verify-record'>(
  'claim-verification',
  `UPDATE record_verifications SET state = 'running', runner = $runner::uuid, beat_at = clock_timestamp(),
     interruptions = interruptions + CASE WHEN state = 'running' THEN 1 ELSE 0 END
   WHERE record_verification_id = (
     SELECT record_verification_id FROM record_verifications
     WHERE state = 'waiting' OR state = 'running' AND beat_at < clock_timestamp() - interval '30 seconds'
     ORDER BY started_by_csr_id IS NULL, record_verification_id LIMIT 1 FOR UPDATE SKIP LOCKED)
   RETURNING record_verification_id AS verification_id, kind, since_size, since_root, started_by_csr_id AS started_by, verified,
     verified_root, own_checkpoints, kept_checkpoints, unsigned`,
)

/** No row where another process has taken the run over. */
export const beatVerification = command<BeatVerification, 'job:verify-record'>(
  'beat-verification',
  `UPDATE record_verifications SET beat_at = clock_timestamp()
   WHERE record_verification_id = $verificationId AND runner = $runner::uuid AND state = 'running' RETURNING runner`,
)

/** Saves how far everything was right. No row where another process has taken the run over. */
export const saveVerification = command<SaveVerification, 'job:verify-record'>(
  'save-verification',
  `UPDATE record_verifications SET beat_at = clock_timestamp(), verified = $verified, verified_root = $verifiedRoot, size = $size,
     own_checkpoints = $ownCheckpoints, kept_checkpoints = $keptCheckpoints, unsigned = $unsigned
   WHERE record_verification_id = $verificationId AND runner = $runner::uuid AND state = 'running' RETURNING runner`,
)

/** Gives a run back, so that any process goes on with it at once. */
export const releaseVerification = command<ReleaseVerification, 'job:verify-record'>(
  'release-verification',
  `UPDATE record_verifications SET state = 'waiting', runner = NULL, beat_at = NULL
   WHERE record_verification_id = $verificationId AND runner = $runner::uuid AND state = 'running'`,
)

/** `faults` is JSON text. No row where another process has taken the run over. */
export const endVerification = command<EndVerification, 'job:verify-record'>(
  'end-verification',
  `UPDATE record_verifications SET state = 'done', ended_at = current_instant(), size = $size, own_checkpoints = $ownCheckpoints,
     kept_checkpoints = $keptCheckpoints, unsigned = $unsigned, unproved = $unproved::text[], faults = $faults::text::jsonb
   WHERE record_verification_id = $verificationId AND runner = $runner::uuid AND state = 'running' RETURNING runner`,
)

export const failVerification = command<FailVerification, 'job:verify-record'>(
  'fail-verification',
  `UPDATE record_verifications SET state = 'failed', ended_at = current_instant(), failure = $failure
   WHERE record_verification_id = $verificationId AND runner = $runner::uuid AND state = 'running' RETURNING started_by_csr_id AS started_by`,
)

/** `details` is JSON text. */
export const raiseRecordAlert = command<RaiseRecordAlert, 'job:verify-record'>(
  'raise-record-alert',
  'SELECT raise_record_alert($subject, $details::text::jsonb) AS "is_raised!"',
)

/** Whether checkpoints have been made for more than an hour. */
export const checkpointAge = query<CheckpointAge>(
  'checkpoint-age',
  `SELECT EXISTS (SELECT FROM record_checkpoints WHERE made_at < clock_timestamp() - interval '1 hour') AS "is_old!"`,
)

/** Whether an alert of this subject was raised within a week. */
export const isAlertRaised = query<IsAlertRaised>(
  'is-alert-raised',
  `SELECT EXISTS (SELECT FROM to_dos t WHERE t.to_do_role = 'security-officer' AND t.subject = $subject
     AND t.created_at > current_instant() - interval '7 days') AS "is_raised!"`,
)

/** Forgets old runs that found all right. The record keeps that they were. */
export const deleteOldVerifications = command<DeleteOldVerifications, 'job:delete-old-rows'>(
  'delete-old-verifications',
  `DELETE FROM record_verifications WHERE ended_at < current_instant() - interval '400 days' AND faults = '[]'`,
)
