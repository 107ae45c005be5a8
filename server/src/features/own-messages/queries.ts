import { command, query } from '#database/query.ts'
import type { OwnMessages, ReadOwnMessages } from './queries.generated.ts'

export const ownMessages = query<OwnMessages>(
  'own-messages',
  `SELECT message_id AS "message_id!", template AS "template!", subject AS "subject!", account_id, created_at AS "created_at!",
     is_read AS "is_read!"
   FROM own_messages()`,
)

/** How many of the newest messages are unread, for the statement of the frame of every page. */
export const unreadCount = '(SELECT count(*)::integer FROM own_messages() WHERE NOT is_read)'

/** Returns how many became read. */
export const readOwnMessages = command<ReadOwnMessages, 'message:mark-read'>(
  'read-own-messages',
  'SELECT read_own_messages($tokenHash::bytea, $upToId::bigint) AS "marked!"',
)
