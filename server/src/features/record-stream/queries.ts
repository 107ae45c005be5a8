import { command, query } from '#database/query.ts'
import type {
  AdvanceStream,
  BeginStream,
  ChangeStream,
  ClaimBatch,
  NoteStreamFailure,
  SealedSize,
  StreamState,
} from './queries.generated.ts'

/** Locks the stream's row, so that only one process notices a change of the settings. Returns no row if nothing was ever streamed. */
export const streamState = query<StreamState>(
  'stream-state',
  'SELECT destination, has_values, is_on FROM record_streams FOR UPDATE',
)

export const sealedSize = query<SealedSize>('sealed-size', 'SELECT size FROM record_sealing')

/** Returns no row if another process began the stream at the same time. */
export const beginStream = command<BeginStream, 'job:stream-record'>(
  'begin-stream',
  `INSERT INTO record_streams (destination, has_values, is_on, next_index)
   VALUES ($destination, $hasValues, true, $nextIndex) ON CONFLICT DO NOTHING RETURNING next_index`,
)

/** Discards the batch that was prepared for the old collector, because the new one has not received any of it. */
export const changeStream = command<ChangeStream, 'job:stream-record'>(
  'change-stream',
  `UPDATE record_streams SET destination = $destination, has_values = $hasValues, is_on = $isOn, pending_to = NULL,
     failures = 0, failure = NULL, failed_at = NULL, next_attempt_at = NULL, lease_by = NULL, lease_until = NULL`,
)

/**
 * Takes the next batch for `$seconds`. Its end is kept until the collector has acknowledged it, so that a batch which is sent again, by
 * this process or after its death by another, is the same.
 */
export const claimBatch = command<ClaimBatch, 'job:stream-record'>(
  'claim-batch',
  `UPDATE record_streams r SET lease_by = $leaseBy, lease_until = current_instant() + make_interval(secs => $seconds),
     pending_to = COALESCE(r.pending_to, LEAST(s.size, r.next_index + $most))
   FROM record_sealing s
   WHERE r.is_on AND (r.lease_until IS NULL OR r.lease_until <= current_instant())
     AND (r.next_attempt_at IS NULL OR r.next_attempt_at <= current_instant())
     AND COALESCE(r.pending_to, s.size) > r.next_index
   RETURNING r.next_index, r.pending_to AS "pending_to!", r.failures`,
)

/** Returns no row if the lease expired and another process took the batch. */
export const advanceStream = command<AdvanceStream, 'job:stream-record'>(
  'advance-stream',
  `UPDATE record_streams SET next_index = pending_to, pending_to = NULL, lease_by = NULL, lease_until = NULL,
     sent_at = current_instant(), failures = 0, failure = NULL, failed_at = NULL, next_attempt_at = NULL
   WHERE lease_by = $leaseBy AND next_index = $from RETURNING next_index`,
)

export const noteStreamFailure = command<NoteStreamFailure, 'job:stream-record'>(
  'note-stream-failure',
  `UPDATE record_streams SET lease_by = NULL, lease_until = NULL, failure = $failure, failures = failures + 1,
     failed_at = COALESCE(failed_at, current_instant()),
     next_attempt_at = current_instant() + make_interval(secs => $waitSeconds::float8)
   WHERE lease_by = $leaseBy`,
)
