import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from '#database/sql.ts'
import { openWorkerProcesses, type WorkerProcess } from '#worker/worker-processes.fixture.ts'
import { openToldServer } from '../delivering/told-server.fixture.ts'
import { type Crashes, countCrashes } from './count-crashes.fixture.ts'

export type CrashOptions = {
  /** May do everything in the database, in which nothing else goes on. */
  owner: Pool
  databaseUrl: string
  kills: number
  seed: number
}

/** So many tasks for each kill. */
const perKill = 12
const firstAccount = 3_000_000_000

/** The same numbers from the same seed, from 0 up to 1. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

/** A customer with an account for each task, so that each effect is a version of a row of its own. */
async function addTown(owner: Pool, accounts: number): Promise<void> {
  await owner`INSERT INTO persons (person_id, kind) VALUES (900001, 'human')`
  await owner`INSERT INTO web_users (web_user_id, user_name, email, person_id) VALUES (900001, 'crash.test', 'crash@example.com', 900001)`
  await owner`INSERT INTO accounts (account_id, customer_class, division, status, opened_on)
    SELECT ${firstAccount}::bigint + n, 'residential', 'north', 'active', '2020-01-01' FROM generate_series(0, ${accounts - 1}) n`
  await owner`INSERT INTO account_persons (account_id, person_id, is_main_customer, is_financially_responsible, relationship_type)
    SELECT ${firstAccount}::bigint + n, 900001, true, true, (SELECT relationship_type FROM account_persons WHERE is_main_customer LIMIT 1)
    FROM generate_series(0, ${accounts - 1}) n`
  await owner`INSERT INTO web_user_accounts (web_user_id, account_id, role)
    SELECT 900001, ${firstAccount}::bigint + n, 'account-holder' FROM generate_series(0, ${accounts - 1}) n`
}

/** Tasks that are due at once, in one transaction with the first lines of their logs. */
const addTasks = (owner: Pool, from: number) =>
  owner`WITH made AS (
      INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
        self_service_user_id, payload, due_at, correlation_id, created_at, updated_at)
      SELECT 'nickname', 'pending', ${firstAccount}::bigint + n, 'customer', 'crash.test', 'crash@example.com', '192.0.2.1', 900001,
        '{"nickname": {"before": "", "after": "Home"}}', current_instant(), gen_random_uuid(), current_instant(), current_instant()
      FROM generate_series(${from}::int, ${from + perKill - 1}::int) n RETURNING self_service_task_id)
    INSERT INTO self_service_task_log (self_service_task_id, position, at, state, actor)
    SELECT self_service_task_id, 1, current_instant(), 'pending', 'crash.test' FROM made`

/**
 * Kills the worker with `kill -9` at random points, again and again, while tasks come in that have an effect in our tables and
 * one outside (they are told to a CIS). Then counts what was lost and what was doubled.
 */
export async function crashTest(options: CrashOptions): Promise<Crashes> {
  const { owner, databaseUrl, kills, seed } = options
  const workers = await openWorkerProcesses()
  const random = randomOf(seed)
  const cis = await openToldServer()
  const load = () => workers.load({ databaseUrl, cisUrl: cis.url })
  await addTown(owner, (kills + 1) * perKill)
  // The next one loads while this one works: what takes long is that.
  const spare = [load(), load()]
  const begin = async () => {
    const worker = spare.shift() ?? load()
    await worker.begin()
    return worker
  }
  let last: WorkerProcess | undefined
  try {
    for (let kill = 0; kill < kills; kill++) {
      const told = cis.told.length
      const worker = await begin()
      spare.push(load())
      await addTasks(owner, kill * perKill)
      await worker.until(cis.arrived(told + Math.floor(random() * perKill * 0.8)))
      await sleep(random() * 15)
      await worker.kill()
      // What it had in hand comes back when its claim runs out; here at once.
      await owner`UPDATE cis_deliveries SET next_attempt_at = current_instant() WHERE state = 'waiting'`
    }
    await addTasks(owner, kills * perKill)
    spare.push(load())
    last = await begin()
    let isOver = false
    while (!isOver) {
      // A worker that ends by itself ends the wait.
      const [row] = await last.until(
        owner`SELECT NOT EXISTS (SELECT 1 FROM self_service_tasks WHERE account_id >= ${firstAccount} AND NOT is_final) AS is_over`,
      )
      isOver = row?.isOver === true
      await last.until(sleep(50))
    }
  } finally {
    for (const { child } of spare) child.kill('SIGKILL')
    last?.child.kill('SIGKILL')
    cis.close()
    workers.close()
  }
  return { kills, ...(await countCrashes(owner, firstAccount, cis.told)) }
}
