import { command, query } from '#database/query.ts'
import type { TaskWriter } from '#tasks/task-writer.ts'
import type {
  ClaimMessages,
  DeleteOldMessages,
  DropMessage,
  GiveUpMessage,
  HelpPhone,
  InsertNoticeText,
  InsertOutgoingMessage,
  InsertReadOutMessage,
  MarkMessageSent,
  PostponeMessage,
  QuietHours,
} from './queries.generated.ts'

/** The jobs that send: one for each medium. */
export type Sending = 'send-messages' | 'send-texts'

/** The telephone number for questions, in one language. Null if the utility never set one. */
export const helpPhone = query<HelpPhone>(
  'help-phone',
  "SELECT setting_value('help.phone', $locale) AS value",
)

// A role that may only write messages may not read them, so there is no RETURNING. The commit notifies the worker.
export const insertOutgoingMessage = command<InsertOutgoingMessage, MessageWriter>(
  'insert-outgoing-message',
  `WITH added AS (
     INSERT INTO outgoing_messages (recipient, subject, body, template, self_service_task_id, mailed_key_id, created_at,
       next_attempt_at)
     VALUES ($recipient, $subject, $body, $template, $aboutTaskId, $mailedKeyId, current_instant(), current_instant()))
   SELECT pg_notify('outgoing_messages', '')`,
)

/** A message that carries a read-out code. It is dropped if it cannot leave while the code counts. */
export const insertReadOutMessage = command<InsertReadOutMessage, 'job:send-read-out-codes'>(
  'insert-read-out-message',
  `WITH added AS (
     INSERT INTO outgoing_messages (medium, recipient, subject, body, read_out_code_id, created_at, next_attempt_at)
     VALUES ($medium, $recipient, $subject, $body, $readOutCodeId, current_instant(), current_instant()))
   SELECT pg_notify(CASE $medium WHEN 'text' THEN 'outgoing_texts' ELSE 'outgoing_messages' END, '')`,
)

/** A text message to a customer, with the key of the link that stops such messages. */
export const insertNoticeText = command<InsertNoticeText, 'job:tell-of-notices'>(
  'insert-notice-text',
  `WITH added AS (
     INSERT INTO outgoing_messages (medium, recipient, subject, body, template, mailed_key_id, created_at, next_attempt_at)
     VALUES ('text', $recipient, $subject, $body, $template, $mailedKeyId, current_instant(), current_instant()))
   SELECT pg_notify('outgoing_texts', '')`,
)

/** The hour where the utility is, and the hours between which no text message leaves by itself. */
export const quietHours = query<QuietHours>(
  'quiet-hours',
  `SELECT extract(hour FROM current_instant() AT TIME ZONE $timeZone::text)::integer AS "hour!",
     setting_value('notices.quiet-from') AS from, setting_value('notices.quiet-until') AS until`,
)

// Claimed, not locked: no transaction stays open while mail is sent. Who dies with a claim leaves it to be taken again. A key
// or a read-out code that was replaced, used or ended while its mail waited is over.
export const claimMessages = command<ClaimMessages, `job:${Sending}`>(
  'claim-messages',
  `WITH due AS (
     SELECT outgoing_message_id FROM outgoing_messages
     WHERE medium = $medium AND sent_at IS NULL AND next_attempt_at <= current_instant()
       AND (NOT $isQuiet::boolean OR read_out_code_id IS NOT NULL)
     ORDER BY next_attempt_at LIMIT $most FOR UPDATE SKIP LOCKED)
   UPDATE outgoing_messages m
   SET attempts = m.attempts + 1, next_attempt_at = current_instant() + $claimedFor::interval
   FROM due WHERE m.outgoing_message_id = due.outgoing_message_id
   RETURNING m.outgoing_message_id AS message_id, m.recipient, m.subject, m.body, m.attempts, m.created_at,
     (SELECT k.nonce FROM mailed_keys k WHERE k.mailed_key_id = m.mailed_key_id) AS key_nonce,
     (SELECT k.stops FROM mailed_keys k WHERE k.mailed_key_id = m.mailed_key_id) AS stops,
     EXISTS (SELECT FROM mailed_keys k WHERE k.mailed_key_id = m.mailed_key_id
       AND (k.used_at IS NOT NULL OR k.expires_at <= current_instant()))
     OR EXISTS (SELECT FROM read_out_codes c WHERE c.read_out_code_id = m.read_out_code_id
       AND (c.used_at IS NOT NULL OR c.replaced_at IS NOT NULL OR c.expires_at <= current_instant())) AS "is_key_over!",
     (SELECT c.nonce FROM read_out_codes c WHERE c.read_out_code_id = m.read_out_code_id) AS code_nonce`,
)

/** The key in the mail begins to last now: an outage of the mail server delivers no dead link. */
export const markMessageSent = command<MarkMessageSent, `job:${Sending}`>(
  'mark-message-sent',
  `WITH begun AS (
     UPDATE mailed_keys k SET expires_at = current_instant() + k.lifetime
     FROM outgoing_messages m
     WHERE m.outgoing_message_id = $messageId AND k.mailed_key_id = m.mailed_key_id AND k.lifetime IS NOT NULL
       AND k.used_at IS NULL AND k.expires_at > current_instant())
   UPDATE outgoing_messages SET sent_at = current_instant() WHERE outgoing_message_id = $messageId`,
)

export const postponeMessage = command<PostponeMessage, `job:${Sending}`>(
  'postpone-message',
  `UPDATE outgoing_messages SET postponed_at = current_instant(),
     next_attempt_at = current_instant() + make_interval(secs => $waitMs / 1000.0)
   WHERE outgoing_message_id = $messageId`,
)

// Never due again, and so out of the way of what is.
export const giveUpMessage = command<GiveUpMessage, `job:${Sending}`>(
  'give-up-message',
  `UPDATE outgoing_messages m SET failure = $failure, next_attempt_at = 'infinity'
   FROM outgoing_messages o LEFT JOIN self_service_tasks t USING (self_service_task_id)
   WHERE m.outgoing_message_id = $messageId AND o.outgoing_message_id = m.outgoing_message_id
   RETURNING m.self_service_task_id AS task_id, t.account_id AS "account_id?"`,
)

export const dropMessage = command<DropMessage, `job:${Sending}`>(
  'drop-message',
  'DELETE FROM outgoing_messages WHERE outgoing_message_id = $messageId',
)

export const deleteOldMessages = command<DeleteOldMessages, 'job:delete-old-rows'>(
  'delete-old-messages',
  `DELETE FROM outgoing_messages WHERE sent_at < current_instant() - interval '90 days'`,
)

/** The actions whose grants send mail: those that make a task, what a CSR does for a web user, and the jobs that tell of things. */
export type MessageWriter =
  | TaskWriter
  | 'support-visit:question'
  | `web-user:${'deactivate' | 'resend-confirmation' | 'send-reset'}`
  | `job:${'answer-registrations' | 'answer-reset-requests' | 'end-programs' | 'tell-of-alerts' | 'tell-of-links' | 'tell-of-notices' | 'tell-of-visits'}`
