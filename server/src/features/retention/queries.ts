import { command, query } from '#database/query.ts'
import type {
  AddDailyRuns,
  AddRun,
  CountCandidates,
  DeleteBatch,
  DeleteOldRuns,
  FailRun,
  InsertPeriod,
  KeepProgress,
  LegalHolds,
  LockPeriods,
  MoveRun,
  NewestPeriod,
  NextRun,
  OpenRuns,
  PeriodVersions,
  PlaceLegalHold,
  PreviewOf,
  ReleaseLegalHold,
  RowBytes,
  RunForUpdate,
  RunsOf,
  StopShorterRun,
} from './queries.generated.ts'

/** `months`: null for "keep forever". */
const period = `version, CASE jsonb_typeof(value) WHEN 'number' THEN value::integer END AS "months?",
   changed_by_csr_id AS changed_by, changed_at`

/** The newest periods of every kind. */
export const periodVersions = query<PeriodVersions>(
  'period-versions',
  `SELECT setting, ${period} FROM (
     SELECT v.*, row_number() OVER (PARTITION BY setting ORDER BY version DESC) AS place
     FROM setting_versions v WHERE setting = ANY ($settings::text[]) AND locale = '') newest
   WHERE place <= 50 ORDER BY setting, version DESC`,
)

/** Locks the periods until the end of the transaction, so that changes and new runs come one after the other. */
export const lockPeriods = query<LockPeriods>(
  'lock-periods',
  `SELECT pg_advisory_xact_lock(hashtextextended('retention periods', 7301))`,
)

export const newestPeriod = query<NewestPeriod>(
  'newest-period',
  `SELECT ${period} FROM setting_versions WHERE setting = $setting AND locale = '' ORDER BY version DESC LIMIT 1`,
)

/** `months` is JSON text: a number, or null for "keep forever". */
export const insertPeriod = command<InsertPeriod, 'retention:change'>(
  'insert-period',
  `INSERT INTO setting_versions (setting, version, value, changed_by_csr_id, changed_at)
   VALUES ($setting, $version, $months::text::jsonb, $csrId, current_instant())`,
)

const run = `retention_run_id AS run_id, kind, deletes_before, months, set_by_csr_id AS set_by, started_by_csr_id AS started_by,
   state, candidates, examined, deleted, kept, failure, version, created_at, ended_at`

/** For each kind the run that is under way, else the last one that a person started or that deleted something, else the last. */
export const runsOf = query<RunsOf>(
  'runs-of',
  `SELECT DISTINCT ON (kind) ${run} FROM retention_runs
   ORDER BY kind, ended_at IS NOT NULL, deleted > 0 OR started_by_csr_id IS NOT NULL DESC, retention_run_id DESC`,
)

export const legalHolds = query<LegalHolds>(
  'legal-holds',
  `SELECT legal_hold_id, account_id, reason, placed_by_csr_id AS placed_by, placed_at FROM legal_holds
   WHERE released_at IS NULL ORDER BY placed_at DESC, legal_hold_id DESC LIMIT 500`,
)

/** The first day that stays, by UTC. */
const deletesBefore = `((current_instant() AT TIME ZONE 'UTC')::date - make_interval(months => $months::integer))::date`

/** What a part of a kind would lose and keep, by year; `kept` null: it goes. */
export const previewOf = query<PreviewOf>(
  'preview-of',
  `SELECT p.year AS "year!", p.kept, p.row_count AS "rows!", p.oldest::text AS "oldest!"
   FROM retention_preview($part::text, $deletesBefore::date, $most::integer) p`,
)

export const rowBytes = query<RowBytes>(
  'row-bytes',
  `SELECT retention_row_bytes($part::text) AS bytes, ${deletesBefore}::text AS "deletes_before!"`,
)

/** No row while another run of the kind is under way. */
export const addRun = command<AddRun, 'retention:run'>(
  'add-run',
  `WITH added AS (
     INSERT INTO retention_runs (kind, deletes_before, months, set_by_csr_id, started_by_csr_id, state, created_at, updated_at)
     VALUES ($kind, ${deletesBefore}, $months, $setBy, $csrId, 'waiting', current_instant(), current_instant())
     ON CONFLICT (kind) WHERE ended_at IS NULL DO NOTHING RETURNING retention_run_id)
   SELECT retention_run_id AS "run_id!", pg_notify('retention', '') FROM added`,
)

/** Stops the run that is under way with a shorter period than the one that was just saved. */
export const stopShorterRun = command<StopShorterRun, 'retention:change'>(
  'stop-shorter-run',
  `UPDATE retention_runs SET state = 'stopped', version = version + 1, updated_at = current_instant(), ended_at = current_instant()
   WHERE kind = $kind AND ended_at IS NULL AND ($months::integer IS NULL OR months < $months)
   RETURNING retention_run_id AS run_id, deleted`,
)

export const runForUpdate = query<RunForUpdate>(
  'run-for-update',
  `SELECT ${run} FROM retention_runs WHERE retention_run_id = $runId FOR UPDATE`,
)

export const moveRun = command<MoveRun, 'retention-run:move'>(
  'move-run',
  `WITH moved AS (
     UPDATE retention_runs SET state = $state, version = version + 1, failures = 0, failure = NULL, updated_at = current_instant(),
       ended_at = CASE WHEN $state = 'stopped' THEN current_instant() END
     WHERE retention_run_id = $runId RETURNING version)
   SELECT version AS "version!", pg_notify('retention', '') FROM moved`,
)

/** No row where there is no such account, or where it has a hold. */
export const placeLegalHold = command<PlaceLegalHold, 'legal-hold:change'>(
  'place-legal-hold',
  'SELECT place_legal_hold($accountId::bigint, $reason, $csrId) AS legal_hold_id',
)

export const releaseLegalHold = command<ReleaseLegalHold, 'legal-hold:release'>(
  'release-legal-hold',
  `UPDATE legal_holds SET released_by_csr_id = $csrId, released_at = current_instant(), release_reason = $reason
   WHERE legal_hold_id = $legalHoldId AND released_at IS NULL RETURNING account_id`,
)

/**
 * Adds the daily runs, in the order of the kinds: for periods that were saved at least a day ago, and kinds of which no run began
 * within the last 23 hours.
 * @param settling how old a period must be; for an administrator's command none
 */
export const addDailyRuns = command<AddDailyRuns, 'job:retention'>(
  'add-daily-runs',
  `INSERT INTO retention_runs (kind, deletes_before, months, set_by_csr_id, state, created_at, updated_at)
   SELECT k.kind, ((current_instant() AT TIME ZONE 'UTC')::date - make_interval(months => v.value::integer))::date, v.value::integer,
     v.changed_by_csr_id, 'waiting', current_instant(), current_instant()
   FROM unnest($kinds::text[]) WITH ORDINALITY AS k (kind, place)
   CROSS JOIN LATERAL (SELECT value, changed_by_csr_id, changed_at FROM setting_versions
     WHERE setting = 'retention.' || k.kind AND locale = '' ORDER BY version DESC LIMIT 1) v
   WHERE jsonb_typeof(v.value) = 'number' AND ($isNow::boolean OR v.changed_at <= current_instant() - interval '1 day')
     AND NOT EXISTS (SELECT 1 FROM retention_runs r WHERE r.kind = k.kind
       AND (r.ended_at IS NULL OR (NOT $isNow::boolean AND r.created_at > current_instant() - interval '23 hours')))
   ORDER BY k.place
   ON CONFLICT (kind) WHERE ended_at IS NULL DO NOTHING RETURNING retention_run_id AS run_id, kind`,
)

/**
 * Locks the oldest run that has something to do. No row where there is none, and where another process is working on it: its
 * batch ends with its transaction, so that a process that dies leaves no lock behind.
 */
export const nextRun = query<NextRun>(
  'next-run',
  `SELECT ${run}, part, after_at, after_key FROM retention_runs WHERE retention_run_id = (
     SELECT min(retention_run_id) FROM retention_runs WHERE state IN ('waiting', 'running')
       AND ($kinds::text[] IS NULL OR kind = ANY ($kinds)))
   AND state IN ('waiting', 'running') FOR UPDATE SKIP LOCKED`,
)

export const openRuns = query<OpenRuns>(
  'open-runs',
  `SELECT kind, state, failure FROM retention_runs WHERE ended_at IS NULL AND kind = ANY ($kinds::text[]) ORDER BY retention_run_id`,
)

export const countCandidates = query<CountCandidates>(
  'count-candidates',
  `SELECT COALESCE(sum(retention_size(p.part, $deletesBefore::date)), 0)::bigint AS "rows!" FROM unnest($parts::text[]) AS p (part)`,
)

export const deleteBatch = command<DeleteBatch, 'job:retention'>(
  'delete-batch',
  `SELECT examined AS "examined!", deleted AS "deleted!", kept AS "kept!", last_at, last_key
   FROM retention_delete($part::text, $deletesBefore::date, $afterAt::text, $afterKey::text, $most::integer)`,
)

/** Adds a batch's figures. `kept` is added reason by reason. */
export const keepProgress = command<KeepProgress, 'job:retention'>(
  'keep-progress',
  `UPDATE retention_runs SET state = $state, part = $part, after_at = $afterAt, after_key = $afterKey,
     candidates = COALESCE(candidates, $candidates), examined = examined + $examined, deleted = deleted + $deleted, failures = 0,
     kept = (SELECT COALESCE(jsonb_object_agg(k.because, k.rows), '{}') FROM (
       SELECT e.key AS because, sum(e.value::bigint) AS rows
       FROM (SELECT * FROM jsonb_each_text(retention_runs.kept) UNION ALL SELECT * FROM jsonb_each_text($kept::text::jsonb)) e
       GROUP BY 1) k),
     updated_at = current_instant(), ended_at = CASE WHEN $state = 'done' THEN current_instant() END
   WHERE retention_run_id = $runId RETURNING deleted, kept`,
)

/** Counts a failure; the fifth stops the run until a person retries it. */
export const failRun = command<FailRun, 'job:retention'>(
  'fail-run',
  `UPDATE retention_runs SET failures = failures + 1, failure = $failure, updated_at = current_instant(),
     state = CASE WHEN failures >= 4 THEN 'failed' ELSE state END,
     version = version + CASE WHEN failures >= 4 THEN 1 ELSE 0 END
   WHERE retention_run_id = $runId AND state IN ('waiting', 'running') RETURNING state`,
)

/** Forgets the daily runs that found nothing to delete. */
export const deleteOldRuns = command<DeleteOldRuns, 'job:delete-old-rows'>(
  'delete-old-runs',
  `DELETE FROM retention_runs WHERE ended_at < current_instant() - interval '90 days' AND deleted = 0 AND started_by_csr_id IS NULL`,
)
