import type { TaskType } from '@porchlight/contract/task-types.ts'
import type { Pool } from '@porchlight/server/database/sql.ts'
import { taskTypes } from '@porchlight/server/features.ts'
import type { AnyTaskType } from '@porchlight/server/tasks/lifecycle/task-type.ts'
import { rebuildSearch } from '../../search/rebuild.ts'

/** First ids of the generated rows: higher than every id of the small town. */
export const filled = {
  account: 2_000_000_000,
  person: 5_000_000,
  webUser: 5_000_000,
  task: 60_000_000,
} as const

/** One person in a hundred is a Smith; the others share two thousand names. */
const people = (count: number) => `
  INSERT INTO persons (person_id, kind) SELECT ${filled.person} + n, 'human' FROM generate_series(1, ${count}) n;
  INSERT INTO person_names (person_id, name_type, given_name, surname)
  SELECT ${filled.person} + n, 'primary',
    (ARRAY['Maria','John','Olga','Grace','Ines','Kenji','Rosa','Tom','Dana','Felix','Noor','Ivy','Hugo','Lena','Omar','Paul'])[1 + n % 16],
    CASE WHEN n % 100 = 0 THEN 'Smith' ELSE initcap(
      (ARRAY['al','ber','cor','dal','er','fin','gor','hal','il','jar'])[1 + n % 10]
      || (ARRAY['ba','den','fi','gra','ho','ki','lo','ma','ne','pi','ra','so','tu','va'])[1 + n / 10 % 14]
      || (ARRAY['berg','dale','ford','ham','ley','man','sen','ski','son','ton','well','wood','worth','y'])[1 + n / 140 % 14]) END
  FROM generate_series(1, ${count}) n;
  INSERT INTO accounts (account_id, customer_class, division, status, opened_on)
  SELECT ${filled.account} + n, 'residential', 'north', 'active', '2020-01-01' FROM generate_series(1, ${count}) n;
  INSERT INTO account_persons (account_id, person_id, is_main_customer, is_financially_responsible, relationship_type)
  SELECT ${filled.account} + n, ${filled.person} + n, true, true, 'main' FROM generate_series(1, ${count}) n;
  INSERT INTO web_users (web_user_id, user_name, email, person_id)
  SELECT ${filled.webUser} + n, 'user' || n, 'user' || n || '@example.com', ${filled.person} + n FROM generate_series(1, ${count}) n;
  INSERT INTO web_user_accounts (web_user_id, account_id, role)
  SELECT ${filled.webUser} + n, ${filled.account} + n, 'account-holder' FROM generate_series(1, ${count}) n;
  INSERT INTO csr_users (csr_id, issuer, subject, display_name, email)
  SELECT 'agent' || n, 'bench', 'agent' || n, 'Agent ' || n, 'agent' || n || '@example.com' FROM generate_series(1, 80) n`

/** Frequency of a task type, in tasks per thousand. All other types are rare. */
const weights: { [T in TaskType]?: number } = {
  'one-time-payment': 260,
  'login-change': 110,
  paperless: 90,
  'mailing-address': 60,
  'notification-preferences': 60,
  'autopay-enrol': 50,
  'meter-reading': 50,
  'account-verification': 45,
  'outage-report': 40,
  'bank-account-add': 35,
  'contact-details': 30,
  'payment-arrangement': 30,
  'service-start': 25,
  'service-stop': 20,
  'payment-extension': 20,
}
const rare = 4

/** Returns the states in which tasks of a type can be, by how the type is worked: on a date, after a check or an approval, by hand, or at once. */
function shapeOf({ lifecycle: { starts }, ...type }: AnyTaskType): string {
  if (starts.includes('scheduled')) return 'dated'
  if (starts.includes('awaiting-verification')) return 'checked'
  if (starts.includes('awaiting-approval')) return 'approved'
  return type.isDoneByUtility ? 'worked' : 'once'
}

const hasAmount = ({ lifecycle: { moves }, pendingFor }: AnyTaskType) =>
  pendingFor === 'payment-page' || moves.some(({ needs }) => needs?.includes('amount'))

/** Every declared task type with its weight, its states, and whether its tasks have an amount. */
const types = `(VALUES ${Object.values(taskTypes)
  .map((type) => `('${type.name}', ${weights[type.name] ?? rare}, '${shapeOf(type)}', ${hasAmount(type)})`)
  .join(', ')}) AS k (task_type, weight, shape, has_amount)`

/**
 * Generates the tasks of a year, newest last. Three in a hundred are not final, most of them from the last month. One in eight was made
 * by a CSR; one of the eighty CSRs made a tenth of those. A few accounts have thousands.
 */
const tasks = (count: number, persons: number) => `
  WITH kinds AS MATERIALIZED (
    SELECT array_agg(task_type ORDER BY weight DESC, task_type) AS names FROM (
      SELECT k.task_type, k.weight FROM ${types}, generate_series(1, k.weight)) spread),
  drawn AS MATERIALIZED (
    SELECT i, (now() - interval '365 days') + (i::float8 / ${count}) * interval '364.9 days' AS at,
      names[1 + floor(random() * cardinality(names))::integer] AS task_type, random() AS r, random() AS by, random() AS csr,
      random() AS worth, random() AS taken, 1 + floor(power(random(), 1.7) * ${persons})::bigint AS n
    FROM generate_series(1, ${count}) i, kinds),
  made AS (
    SELECT d.*, k.shape, k.has_amount,
      CASE WHEN k.shape = 'once' THEN 'completed'
        WHEN r < CASE WHEN d.at > now() - interval '30 days' THEN 0.35 ELSE 0.008 END THEN CASE k.shape
          WHEN 'dated' THEN (ARRAY['scheduled','scheduled','scheduled','pending','processing','error','draft'])[1 + floor(worth * 7)::integer]
          WHEN 'checked' THEN (ARRAY['awaiting-verification','awaiting-verification','pending','error'])[1 + floor(worth * 4)::integer]
          WHEN 'approved' THEN (ARRAY['awaiting-approval','awaiting-approval','draft','pending'])[1 + floor(worth * 4)::integer]
          ELSE (ARRAY['pending','processing','error'])[1 + floor(worth * 3)::integer] END
        WHEN r > 0.96 THEN 'discarded' WHEN r > 0.94 THEN CASE k.shape WHEN 'approved' THEN 'rejected' ELSE 'expired' END
        ELSE 'completed' END AS state,
      CASE WHEN by < 0.86 THEN 'customer' WHEN by < 0.93 THEN 'masquerade' WHEN by < 0.985 THEN 'csr' ELSE 'visitor' END AS actor_kind,
      'agent' || (1 + floor(power(csr, 2.2) * 80)::integer) AS agent
    FROM drawn d JOIN ${types} USING (task_type))
  INSERT INTO self_service_tasks (self_service_task_id, task_type, state, account_id, actor_kind, web_user_id, email_address,
    ip_address, self_service_user_id, csr_id, masquerade_id, prepared_by_csr_id, payload, amount_cents, currency,
    correlation_id, created_at, updated_at, assigned_csr_id, assigned_csr_group)
  SELECT ${filled.task} + i, task_type, state, CASE WHEN actor_kind <> 'visitor' THEN ${filled.account} + n END, actor_kind,
    CASE actor_kind WHEN 'customer' THEN 'user' || n WHEN 'visitor' THEN NULL ELSE agent END,
    CASE actor_kind WHEN 'customer' THEN 'user' || n || '@example.com' END, '192.0.2.1',
    CASE WHEN actor_kind <> 'visitor' THEN ${filled.webUser} + n END,
    CASE WHEN actor_kind IN ('masquerade', 'csr') THEN agent END,
    CASE actor_kind WHEN 'masquerade' THEN substr(md5(i::text), 1, 26) END,
    CASE WHEN actor_kind = 'customer' AND taken < 0.003 THEN agent END,
    jsonb_build_object('reading', 10000 + i % 80000, 'unit', 'kWh'),
    CASE WHEN has_amount THEN 500 + floor(power(worth, 3) * 60000)::bigint + CASE WHEN csr < 0.001 THEN 500000 ELSE 0 END END,
    CASE WHEN has_amount THEN 'USD' END,
    (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid, at,
    least(now(), at + CASE WHEN shape = 'once' THEN interval '0' ELSE r * interval '6 days' END),
    CASE WHEN taken < CASE WHEN state IN ('completed', 'discarded', 'rejected', 'expired') THEN 0.004 ELSE 0.1 END THEN 'agent' || (1 + i % 20) END,
    CASE WHEN taken > 0.997 THEN 'supervisors' END
  FROM made ORDER BY i`

/**
 * Fills a migrated database with self-service tasks, and with people, accounts and web users for them. Writes no task log, because no
 * measured query reads it.
 * @param owner a superuser's pool
 */
export async function fillTasks(owner: Pool, count: number): Promise<void> {
  const persons = Math.max(200, Math.round(count / 8))
  await owner.begin(async (sql) => {
    // The generated references are right. Checking the foreign keys would take most of the time.
    await sql.unsafe('SET LOCAL session_replication_role = replica; SELECT setseed(0.42)')
    await sql.unsafe(people(persons))
    await sql.unsafe(tasks(count, persons))
  })
  await rebuildSearch(owner, { onProgress: () => {} })
  await owner.unsafe('VACUUM ANALYZE')
}
