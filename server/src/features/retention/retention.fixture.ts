import type { RetentionKind } from '@porchlight/contract/retention-kinds.ts'
import { grantOf } from '#policy/decide.ts'
import { addBill } from '#testing/add-bill.ts'
import { addUsage, servicePointOf } from '#testing/add-usage.ts'
import type { Browser } from '#testing/browser.ts'
import { town } from '#testing/small-town.ts'
import type { TestApp } from '#testing/test-app.ts'
import { runBatch } from './run-batch.ts'

export const grant = grantOf({ kind: 'system' }, 'job:retention')
export const reason = 'The retention schedule of the board'

/** Runs batches until no run has anything to do. A small batch size makes many of them. */
export async function runAll(app: TestApp, batchSize = 3): Promise<number> {
  for (let batches = 0; ; batches += 1)
    if (!(await runBatch({ pool: app.database.worker, grant, batchSize }))) return batches
}

const one = async (statement: Promise<Record<string, unknown>[]>) => {
  const [row] = await statement
  return Object.values(row ?? {})[0]
}

/** Rows of every kind for a test, some of which nothing keeps. */
export function rowsOf(app: TestApp) {
  const { owner } = app
  const addTask = async (
    at: string,
    {
      state = 'completed',
      accountId = town.mariaAccount as number,
      type = 'nickname',
      from = null as number | null,
    } = {},
  ) =>
    Number(
      await one(owner`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
          self_service_user_id, payload, originating_task_id, correlation_id, created_at, updated_at)
        VALUES (${type}, ${state}, ${accountId}, 'customer', 'm.alvarez', 'm.alvarez@example.com', '192.0.2.1',
          ${town.maria}, '{}', ${from}, gen_random_uuid(), ${at}, ${at}) RETURNING self_service_task_id`),
    )
  return {
    one,
    addTask,
    addBill: (accountId: number, billDate: string, chargesCents = 5_000) =>
      addBill(owner, { accountId, billDate, dueDate: billDate, chargesCents }),
    addPayment: async (accountId: number, on: string, taskId: number | null = null) =>
      Number(
        await one(owner`INSERT INTO payments (account_id, received_on, amount_cents, currency, tender, self_service_task_id)
          VALUES (${accountId}, ${on}, 100, 'USD', 'card', ${taskId}) RETURNING payment_id`),
      ),
    addUsage: async (accountId: number, day: string) =>
      addUsage(owner, {
        servicePointId: await servicePointOf(owner, accountId),
        from: day,
        until: day,
        hour: () => 1,
      }),
    addContact: async (at: string, accountId: number = town.mariaAccount, taskId: number | null = null) =>
      Number(
        await one(owner`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at, self_service_task_id)
          VALUES (${accountId}, 'general', 'call', 'Asked about a bill', ${at}, ${taskId}) RETURNING customer_contact_id`),
      ),
    addToDo: async (
      done: string | null,
      accountId: number = town.mariaAccount,
      taskId: number | null = null,
    ) =>
      Number(
        await one(owner`INSERT INTO to_dos (to_do_role, subject, account_id, self_service_task_id, created_at, completed_at)
          VALUES ('payments', 'payment-differs', ${accountId}, ${taskId}, '2015-01-01', ${done}) RETURNING to_do_id`),
      ),
    addDeskSession: async (ended: string) =>
      Number(
        await one(owner`INSERT INTO desk_sessions (token_hash, csr_id, created_at, last_used_at, expires_at, ended_at, ip_address, user_agent)
          VALUES (sha256(gen_random_uuid()::text::bytea), 'amara.okafor', ${ended}, ${ended}, ${ended}, ${ended}, '192.0.2.1', 'x')
          RETURNING desk_session_id`),
      ),
    addCustomerSession: async (ended: string, webUserId: number = town.maria) =>
      Number(
        await one(owner`INSERT INTO customer_sessions (token_hash, web_user_id, created_at, last_used_at, expires_at, ip_address, user_agent)
          VALUES (sha256(gen_random_uuid()::text::bytea), ${webUserId}, ${ended}, ${ended}, ${ended}, '192.0.2.1', 'x')
          RETURNING customer_session_id`),
      ),
    addMasquerade: async (ended: string, deskSessionId: number, accountId: number = town.mariaAccount) =>
      String(
        await one(owner`INSERT INTO masquerades (masquerade_id, csr_id, desk_session_id, web_user_id, account_id, purpose_kind,
            purpose_reference, created_at, ends_at, idle_seconds, ip_address, last_activity_at, ended_at, end_cause)
          VALUES (translate(substr(md5(random()::text) || md5(random()::text), 1, 26), '0189', 'wxyz'), 'amara.okafor', ${deskSessionId},
            ${town.maria}, ${accountId}, 'call', 'C-1', ${ended}::timestamptz - interval '1 hour', ${ended}, 900, '192.0.2.1', ${ended},
            ${ended}, 'banner') RETURNING masquerade_id`),
      ),
  }
}

/** Saves a period as this CSR. Returns its version. */
export async function save(who: Browser, kind: RetentionKind, months: number | null): Promise<number> {
  const { kinds } = await who.api.readRetention()
  const version = kinds.find((row) => row.kind === kind)?.current.version ?? 0
  return (await who.api.changeRetention({ body: { kind, months, version, reason } })).version
}

/** Saves a period and starts a run of it. Returns the run's id. */
export async function saveAndStart(who: Browser, kind: RetentionKind, months: number): Promise<number> {
  const version = await save(who, kind, months)
  return (await who.api.startRetentionRun({ body: { kind, version, reason } })).runId
}
