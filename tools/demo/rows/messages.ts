import { localeOf } from '@porchlight/contract/values.ts'
import type { Sql } from '@porchlight/server/database/sql.ts'
import { composeMessage, type Message } from '@porchlight/server/features/messages/index.ts'

/** Messages of the demo at most, so that a large demo starts as fast. The cast's changes are among the newest. */
const most = 2_000

type Row = {
  taskId: number
  taskType: string
  accountId: number
  isBySupport: boolean
  createdAt: Date
  webUserId: number
  email: string
  locale: string
  amountCents: number | null
  currency: string | null
  balanceCents: number
}

function messageOf({ taskId, taskType, createdAt, amountCents, currency, balanceCents }: Row): Message {
  if (taskType === 'mailing-address') return { template: 'mailing-address-changed' }
  if (taskType === 'notification-preferences') return { template: 'preferences-changed' }
  return {
    template: 'payment-received',
    amountCents: amountCents ?? 0,
    balanceCents,
    currency: currency ?? 'USD',
    receipt: {
      paymentId: taskId,
      paidAt: createdAt,
      timeZone: 'America/Los_Angeles',
      tender: 'card',
      paidWith: 'Visa •••• 4242',
    },
  }
}

/**
 * Adds the mails about the newest changes and payments of customers: sent then, and all read but each customer's newest. The
 * tables' triggers do not run while a demo is filled, so the web user is named here.
 */
export async function tellOfDoneTasks(sql: Sql): Promise<void> {
  const tasks = (await sql.unsafe(
    `SELECT t.self_service_task_id AS task_id, t.task_type, t.account_id, t.csr_id IS NOT NULL AS is_by_support, t.created_at,
       w.web_user_id, w.email, w.locale, t.amount_cents, t.currency, a.balance_cents
     FROM self_service_tasks t JOIN web_users w ON w.web_user_id = t.self_service_user_id JOIN accounts a USING (account_id)
     WHERE t.state = 'completed' AND t.task_type IN ('mailing-address', 'notification-preferences', 'one-time-payment')
       AND t.account_id IS NOT NULL AND t.created_at BETWEEN now() - interval '85 days' AND now()
       AND (t.task_type <> 'one-time-payment' OR t.csr_id IS NULL)
     ORDER BY t.created_at DESC, t.self_service_task_id LIMIT $1`,
    [most],
  )) as unknown as Row[]
  const letterhead = {
    utilityName: 'Harbor Light & Water',
    portalOrigin: 'https://portal.example',
    phone: '',
  }
  const mails = tasks.map((row) => {
    const to = {
      email: row.email,
      displayName: '',
      locale: localeOf(row.locale),
      isBySupport: row.isBySupport,
    }
    const message = composeMessage(messageOf(row), to, { ...letterhead, accountId: row.accountId })
    return { ...message, email: row.email, webUserId: row.webUserId, taskId: row.taskId, at: row.createdAt }
  })
  await sql.unsafe(
    `INSERT INTO outgoing_messages (recipient, subject, body, template, web_user_id, self_service_task_id, created_at, next_attempt_at,
       sent_at, read_at)
     SELECT m.email, m.subject, m.body, m.template, m."webUserId", m."taskId", m.at, m.at, m.at,
       CASE WHEN row_number() OVER (PARTITION BY m."webUserId" ORDER BY m.at DESC, m."taskId" DESC) > 1 THEN m.at + interval '1 hour' END
     FROM jsonb_to_recordset($1::text::jsonb) AS m (email text, subject text, body text, template text, "webUserId" bigint,
       "taskId" bigint, at timestamptz)
     ORDER BY m.at, m."taskId"`,
    [JSON.stringify(mails)],
  )
}
