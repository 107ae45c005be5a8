import type { openBenchApp } from '../bench-app.ts'
import { type Figures, measure } from '../measure.ts'

type BenchApp = Awaited<ReturnType<typeof openBenchApp>>

const first = { account: 6_000_000_000, person: 8_000_000, webUser: 8_000_000, premise: 8_000_000 }
const [webUsers, accounts] = [30, 3000]

/**
 * One account with 30 web users, each with tasks on it; the first of them is a manager of 3,000 accounts in all, served at
 * 3,000 premises, with 30,000 tasks, a tenth of them not final. The other 29 have ten accounts more each.
 */
async function fill({ owner }: BenchApp): Promise<void> {
  const { account, person, webUser, premise } = first
  const run = (text: string) => owner.unsafe(text)
  await run(
    `INSERT INTO persons (person_id, kind) SELECT ${person} + i, 'human' FROM generate_series(0, ${webUsers - 1}) i`,
  )
  await run(`INSERT INTO person_names (person_id, name_type, given_name, surname)
    SELECT ${person} + i, 'primary', 'Given' || i, 'Surname' || i FROM generate_series(0, ${webUsers - 1}) i`)
  await run(`INSERT INTO accounts (account_id, customer_class, division, status, opened_on)
    SELECT ${account} + i, 'residential', 'Harbor', 'active', '2020-01-01' FROM generate_series(0, ${accounts - 1}) i`)
  await run(`INSERT INTO account_persons (account_id, person_id, is_main_customer, is_financially_responsible, relationship_type)
    SELECT ${account} + i, ${person}, true, true, 'main' FROM generate_series(0, ${accounts - 1}) i`)
  await run(`INSERT INTO web_users (web_user_id, user_name, email, person_id, last_seen_at)
    SELECT ${webUser} + i, 'zone.' || i, 'zone.' || i || '@example.com', ${person} + i, now() FROM generate_series(0, ${webUsers - 1}) i`)
  await run(`INSERT INTO web_user_accounts (web_user_id, account_id, role)
    SELECT ${webUser}, ${account} + i, 'manager' FROM generate_series(0, ${accounts - 1}) i`)
  await run(`INSERT INTO account_persons (account_id, person_id, relationship_type)
    SELECT ${account} + a, ${person} + u, 'self-service' FROM generate_series(1, ${webUsers - 1}) u, generate_series(0, 10) a`)
  await run(`INSERT INTO web_user_accounts (web_user_id, account_id, role)
    SELECT ${webUser} + u, ${account} + a, 'viewer' FROM generate_series(1, ${webUsers - 1}) u, generate_series(0, 10) a`)
  await run(`INSERT INTO premises (premise_id, line1, city, region, postal_code, division)
    SELECT ${premise} + i, i || ' Pier Rd', 'Port Ellis', 'CA', '92101', 'Harbor' FROM generate_series(0, ${accounts - 1}) i`)
  await run(`INSERT INTO service_points (service_point_id, premise_id, service_type)
    SELECT ${premise} + i, ${premise} + i, 'electricity' FROM generate_series(0, ${accounts - 1}) i`)
  await run(`INSERT INTO service_agreements (service_agreement_id, account_id, service_type, started_on)
    SELECT ${premise} + i, ${account} + i, 'electricity', '2020-01-01' FROM generate_series(0, ${accounts - 1}) i`)
  await run(
    `INSERT INTO service_agreement_points SELECT ${premise} + i, ${premise} + i FROM generate_series(0, ${accounts - 1}) i`,
  )
  const tasks = (to: number, on: string, each: number) =>
    run(`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
      self_service_user_id, payload, correlation_id, created_at, updated_at)
    SELECT 'paperless', CASE WHEN i % 10 = 0 THEN 'awaiting-approval' ELSE 'completed' END, ${account} + ${on},
      'customer', 'x', 'x', '192.0.2.1', ${webUser} + u, '{}', gen_random_uuid(), now(), now()
    FROM generate_series(0, ${to}) u, generate_series(1, ${each}) i`)
  await tasks(0, `i % ${accounts}`, 30_000)
  await tasks(webUsers - 1, '0', 40)
  await run('ANALYZE')
}

/** Measures the web-user zone of that account, and the manager's accounts page by page, over HTTP at a CSR's desk. Milliseconds. */
export async function measureZone(app: BenchApp, n: number): Promise<Record<string, Figures>> {
  await fill(app)
  const desk = await app.signedIn('desk', 'ines.ferreira')
  const get = async (path: string) => {
    const response = await app.send(app.origins.desk, 'GET', path, desk)
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${response.text.slice(0, 200)}`)
    return response
  }
  const ofAccount = `/api/desk/accounts/${first.account}/web-users`
  const ofManager = `/api/desk/web-users/${first.webUser}/accounts`
  const pages = {
    'zone of 30 web users': ofAccount,
    'accounts of one with 11': `/api/desk/web-users/${first.webUser + 1}/accounts`,
    'accounts of one with 3,000': ofManager,
    'accounts of one with 3,000, in the middle': `${ofManager}?after=${first.account + accounts / 2}`,
    'accounts of one with 3,000, the last': `${ofManager}?after=${first.account + accounts - 51}`,
    'preview of an unlink': `${ofAccount}/${first.webUser + 1}/unlink`,
  }
  const figures: Record<string, Figures> = {}
  for (const [name, path] of Object.entries(pages)) figures[name] = await measure(n, () => get(path))
  return figures
}
