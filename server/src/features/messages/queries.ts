import { query } from '#database/query.ts'
import type { InsertOutgoingMessage } from './queries.generated.ts'

// Who may only write messages may not read them back, hence no RETURNING. The worker hears of it when this commits.
export const insertOutgoingMessage = query<InsertOutgoingMessage>(
  'insert-outgoing-message',
  `WITH added AS (
     INSERT INTO outgoing_messages (recipient, subject, body, self_service_task_id, mailed_key_id, created_at, next_attempt_at)
     VALUES ($recipient, $subject, $body, $taskId, $mailedKeyId, current_instant(), current_instant()))
   SELECT pg_notify('outgoing_messages', '')`,
)
