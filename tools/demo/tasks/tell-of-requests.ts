import type { Sql } from '@porchlight/server/database/sql.ts'

/**
 * Leaves the news of each request that waits for approval, so that the first start mails the account's holders. Where the rows
 * came in through the triggers, they have left it.
 */
export async function tellOfRequests(sql: Sql): Promise<void> {
  await sql.unsafe(
    `INSERT INTO link_news (news, account_id, web_user_id, self_service_task_id, at)
     SELECT 'requested', t.account_id, t.self_service_user_id, t.self_service_task_id, t.created_at
     FROM self_service_tasks t
     WHERE t.task_type = 'account-verification' AND t.state = 'awaiting-approval'
       AND NOT EXISTS (SELECT 1 FROM link_news n WHERE n.self_service_task_id = t.self_service_task_id)`,
  )
}
