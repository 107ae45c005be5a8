import { query } from '#database/query.ts'
import type {
  MakeRequestedLinks,
  SetAutopay,
  SetContacts,
  SetLanguage,
  SetNickname,
  SetPaperless,
} from './queries.generated.ts'

// Of several tasks about one row the last one stands.

export const setAutopayOf = query<SetAutopay>(
  'set-autopay',
  `UPDATE accounts SET is_autopay = $isOn, version = version + 1
   WHERE account_id = ANY ($accountIds) RETURNING account_id AS found`,
)

export const setPaperlessOf = query<SetPaperless>(
  'set-paperless',
  `UPDATE accounts a SET is_paperless = t.after, version = version + 1
   FROM (
     SELECT DISTINCT ON ("accountId") "accountId" AS account_id, after
     FROM jsonb_to_recordset($tasks::jsonb) AS given ("accountId" bigint, after boolean, "taskId" bigint)
     ORDER BY "accountId", "taskId" DESC) t
   WHERE a.account_id = t.account_id RETURNING a.account_id AS found`,
)

export const setNicknameOf = query<SetNickname>(
  'set-nickname',
  `UPDATE web_user_accounts l SET nickname = t.after, version = version + 1
   FROM (
     SELECT DISTINCT ON ("accountId", "webUserId") "accountId" AS account_id, "webUserId" AS web_user_id, after
     FROM jsonb_to_recordset($tasks::jsonb) AS given ("accountId" bigint, "webUserId" bigint, after text, "taskId" bigint)
     ORDER BY "accountId", "webUserId", "taskId" DESC) t
   WHERE l.account_id = t.account_id AND l.web_user_id = t.web_user_id
   RETURNING l.account_id, l.web_user_id`,
)

export const setLanguageOf = query<SetLanguage>(
  'set-language',
  `UPDATE web_users w SET locale = t.after, version = version + 1
   FROM (
     SELECT DISTINCT ON ("webUserId") "webUserId" AS web_user_id, after
     FROM jsonb_to_recordset($tasks::jsonb) AS given ("webUserId" bigint, after text, "taskId" bigint)
     ORDER BY "webUserId", "taskId" DESC) t
   WHERE w.web_user_id = t.web_user_id RETURNING w.web_user_id AS found`,
)

/** A failure for each task whose link cannot be made. */
export const makeRequestedLinksOf = query<MakeRequestedLinks>(
  'make-requested-links',
  'SELECT task_id AS "task_id!", failure FROM make_requested_links($taskIds::bigint[])',
)

/** `written`, or why nothing was. */
export const setContactsOf = query<SetContacts>(
  'set-contacts',
  'SELECT set_contacts($webUserId::bigint, $contacts::jsonb) AS "outcome!"',
)
