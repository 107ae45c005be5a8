import { command } from '#database/query.ts'
import type { SetContacts, SetNickname } from './queries.generated.ts'

export const setNicknameOf = command<SetNickname, 'job:work-tasks'>(
  'set-nickname',
  `UPDATE web_user_accounts l SET nickname = t.after, version = version + 1
   FROM (
     SELECT DISTINCT ON ("accountId", "webUserId") "accountId" AS account_id, "webUserId" AS web_user_id, after
     FROM jsonb_to_recordset($tasks::jsonb) AS given ("accountId" bigint, "webUserId" bigint, after text, "taskId" bigint)
     ORDER BY "accountId", "webUserId", "taskId" DESC) t
   WHERE l.account_id = t.account_id AND l.web_user_id = t.web_user_id
   RETURNING l.account_id, l.web_user_id`,
)

/** `written`, or why nothing was. */
export const setContactsOf = command<SetContacts, 'job:work-tasks'>(
  'set-contacts',
  'SELECT set_contacts($webUserId::bigint, $contacts::jsonb) AS "outcome!"',
)
