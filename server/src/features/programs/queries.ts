import { command } from '#database/query.ts'
import type { SetPaperless } from './queries.generated.ts'

export const setPaperlessOf = command<SetPaperless, 'job:work-tasks'>(
  'set-paperless',
  `UPDATE accounts a SET is_paperless = t.after, version = version + 1
   FROM (
     SELECT DISTINCT ON ("accountId") "accountId" AS account_id, after
     FROM jsonb_to_recordset($tasks::jsonb) AS given ("accountId" bigint, after boolean, "taskId" bigint)
     ORDER BY "accountId", "taskId" DESC) t
   WHERE a.account_id = t.account_id RETURNING a.account_id`,
)
