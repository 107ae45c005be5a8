import { command, query } from '#database/query.ts'
import { cosignedNote } from '../queries.ts'
import type {
  AddCosignature,
  CheckpointToKeep,
  ClaimCheckpointMail,
  DueCheckpointMails,
  InsertCheckpointMail,
  NewestSignedSize,
  NoteKept,
  NoteNotKept,
  NoteQueued,
  SettleCheckpointMails,
} from './queries.generated.ts'

/**
 * The newest signed checkpoint up to a size (null: of any), where the place does not have it yet, and the size of the one that the place
 * has.
 */
export const checkpointToKeep = query<CheckpointToKeep>(
  'checkpoint-to-keep',
  `SELECT c.size, ${cosignedNote} AS "note!", c.note AS "uncosigned!", k.size AS "kept_size!"
   FROM record_checkpoints c,
     (SELECT COALESCE((SELECT p.size FROM record_places p WHERE p.place = $place), 0) AS size) k
   WHERE c.note IS NOT NULL AND c.size > k.size AND ($upTo::bigint IS NULL OR c.size <= $upTo)
   ORDER BY c.size DESC LIMIT 1`,
)

/** The size of the newest signed checkpoint. */
export const newestSignedSize = query<NewestSignedSize>(
  'newest-signed-size',
  'SELECT max(size) AS size FROM record_checkpoints WHERE note IS NOT NULL',
)

export const addCosignature = command<AddCosignature, 'job:keep-checkpoint'>(
  'add-cosignature',
  `INSERT INTO record_cosignatures (size, witness, line, cosigned_at) VALUES ($size, $witness, $line, $at)
   ON CONFLICT (size, witness) DO UPDATE SET line = EXCLUDED.line, cosigned_at = EXCLUDED.cosigned_at`,
)

export const noteKept = command<NoteKept, 'job:keep-checkpoint'>(
  'note-kept',
  `INSERT INTO record_places (place, size, kept_at) VALUES ($place, $size, now())
   ON CONFLICT (place) DO UPDATE SET size = GREATEST(record_places.size, EXCLUDED.size), kept_at = now(),
     failure = NULL, failed_at = NULL, refused_at = NULL`,
)

export const noteNotKept = command<NoteNotKept, 'job:keep-checkpoint'>(
  'note-not-kept',
  `INSERT INTO record_places (place, failure, failed_at, refused_at)
   VALUES ($place, $failure, now(), CASE WHEN $isRefused::boolean THEN now() END)
   ON CONFLICT (place) DO UPDATE SET failure = EXCLUDED.failure, failed_at = now(), refused_at = EXCLUDED.refused_at`,
)

/** SQL: the addresses of the daily mail in each language, as the setting has them. */
export const mailAddresses = `(SELECT DISTINCT ON (address) address, locale FROM unnest(ARRAY['en', 'es']) AS locale,
     jsonb_array_elements_text(COALESCE(setting_value('alerts.checkpoint-mails-' || locale), '[]')) AS address ORDER BY address, locale)`

/** SQL: the name of a place that is an address. */
const placeOfAddress = "'mailto:' || a.address"

/** The addresses that did not get the mail of this day, which begins at six o'clock. */
export const dueCheckpointMails = query<DueCheckpointMails>(
  'due-checkpoint-mails',
  `SELECT ${placeOfAddress} AS "place!", a.address AS "address!", a.locale AS "locale!", d.day::text AS "day!"
   FROM ${mailAddresses} a
   CROSS JOIN LATERAL (SELECT (current_instant() AT TIME ZONE $timeZone::text - interval '6 hours')::date AS day) d
   LEFT JOIN record_places p ON p.place = ${placeOfAddress}
   WHERE p.mailed_on IS DISTINCT FROM d.day`,
)

/** No row where another process has sent the mail of this day. */
export const claimCheckpointMail = command<ClaimCheckpointMail, 'job:mail-checkpoint'>(
  'claim-checkpoint-mail',
  `INSERT INTO record_places (place, mailed_on, mailed_size) VALUES ($place, $day::text::date, $size)
   ON CONFLICT (place) DO UPDATE SET mailed_on = EXCLUDED.mailed_on, mailed_size = EXCLUDED.mailed_size
     WHERE record_places.mailed_on IS DISTINCT FROM EXCLUDED.mailed_on
   RETURNING place`,
)

export const insertCheckpointMail = command<InsertCheckpointMail, 'job:mail-checkpoint'>(
  'insert-checkpoint-mail',
  `WITH added AS (
     INSERT INTO outgoing_messages (recipient, subject, body, created_at, next_attempt_at)
     VALUES ($recipient, $subject, $body, current_instant(), current_instant()) RETURNING outgoing_message_id)
   SELECT outgoing_message_id, pg_notify('outgoing_messages', '') FROM added`,
)

export const noteQueued = command<NoteQueued, 'job:mail-checkpoint'>(
  'note-queued',
  'UPDATE record_places SET outgoing_message_id = $messageId WHERE place = $place',
)

/** Notes which mails were sent, and which were given up. */
export const settleCheckpointMails = command<SettleCheckpointMails, 'job:mail-checkpoint'>(
  'settle-checkpoint-mails',
  `UPDATE record_places p SET outgoing_message_id = NULL,
     size = CASE WHEN m.failure IS NULL THEN GREATEST(p.size, p.mailed_size) ELSE p.size END,
     kept_at = CASE WHEN m.failure IS NULL THEN m.sent_at ELSE p.kept_at END,
     failure = m.failure, failed_at = CASE WHEN m.failure IS NOT NULL THEN now() END
   FROM outgoing_messages m
   WHERE m.outgoing_message_id = p.outgoing_message_id AND (m.sent_at IS NOT NULL OR m.failure IS NOT NULL)`,
)
