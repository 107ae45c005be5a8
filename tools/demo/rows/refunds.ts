import type { Sql } from '@porchlight/server/database/sql.ts'
import type { DemoUserName } from '../cast/cast.ts'

/**
 * Lets a landlord of the cast have paid the newest card payment twice, four minutes apart. A CSR gave the second one back on the next
 * day, so the balance is as if it had never been made.
 */
export async function giveBackOnePayment(sql: Sql): Promise<void> {
  const linh: DemoUserName = 'l.nguyen'
  const [twice] = await sql`
    INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
      self_service_user_id, payload, amount_cents, currency, applied_at, correlation_id, created_at, updated_at, version)
    SELECT t.task_type, t.state, t.account_id, t.actor_kind, t.web_user_id, t.email_address, t.ip_address, t.self_service_user_id,
      t.payload, t.amount_cents, t.currency, t.applied_at, md5('paid twice')::uuid, t.created_at + interval '4 minutes',
      t.updated_at + interval '4 minutes', t.version
    FROM payments p JOIN self_service_tasks t USING (self_service_task_id)
    JOIN web_users w ON w.web_user_id = t.self_service_user_id
    WHERE w.user_name = ${linh} AND p.tender = 'card' AND t.state = 'completed' AND p.received_on < current_date - 1
    ORDER BY p.received_on DESC, p.payment_id DESC LIMIT 1
    RETURNING self_service_task_id, account_id, amount_cents, currency, created_at`
  if (!twice) return
  const { selfServiceTaskId, accountId, amountCents, currency, createdAt } = twice
  const [payment] = await sql`
    INSERT INTO payments (account_id, received_on, amount_cents, currency, tender, self_service_task_id, paid_with)
    VALUES (${accountId}, ${createdAt}::timestamptz::date, ${amountCents}, ${currency}, 'card', ${selfServiceTaskId},
      'Visa •••• 4242')
    RETURNING payment_id`
  const [refund] = await sql`
    INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, ip_address, self_service_user_id, csr_id,
      originating_task_id, payload, amount_cents, currency, correlation_id, created_at, updated_at, version)
    SELECT 'payment-refund', 'completed', account_id, 'csr', 'amara.okafor', '198.51.100.20', self_service_user_id, 'amara.okafor',
      self_service_task_id, '{"paidWith": "Visa •••• 4242", "refundCause": "paid-twice"}', amount_cents, currency, md5('given back')::uuid,
      created_at + interval '1 day', created_at + interval '1 day 1 minute', 2
    FROM self_service_tasks WHERE self_service_task_id = ${selfServiceTaskId}
    RETURNING self_service_task_id`
  const refundTaskId = refund?.selfServiceTaskId
  await sql`
    INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor, reason)
    SELECT t.self_service_task_id, n.position, CASE n.position WHEN 1 THEN t.created_at ELSE t.updated_at END, n.state,
      CASE n.position WHEN 1 THEN t.web_user_id ELSE 'system' END, ''
    FROM self_service_tasks t CROSS JOIN (VALUES (1, 'pending'), (2, 'completed')) AS n (position, state)
    WHERE t.self_service_task_id = ANY (${[selfServiceTaskId, refundTaskId]}::bigint[])`
  await sql`
    INSERT INTO payment_refunds (self_service_task_id, payment_id, refund_key, state, provider_reference, attempts, next_attempt_at, ended_at)
    SELECT self_service_task_id, ${payment?.paymentId}, md5('refund')::uuid, 'made', 'rf_demo', 1, created_at, updated_at
    FROM self_service_tasks WHERE self_service_task_id = ${refundTaskId}`
  await sql`
    INSERT INTO payment_reversals (payment_id, self_service_task_id, kind, reason, reversed_on)
    SELECT ${payment?.paymentId}, self_service_task_id, 'refunded', 'paid-twice', updated_at::date
    FROM self_service_tasks WHERE self_service_task_id = ${refundTaskId}`
}
