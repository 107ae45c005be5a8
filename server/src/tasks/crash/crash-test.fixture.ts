import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from '#database/sql.ts'
import { openWorkerProcesses, type WorkerProcess } from '#worker/worker-processes.fixture.ts'
import { openToldServer } from '../delivering/told-server.fixture.ts'
import { type Crashes, countCrashes } from './count-crashes.fixture.ts'
import { addTasks, addTown, firstAccount } from './crash-town.fixture.ts'

export type CrashOptions = {
  /** May do everything in the database, in which nothing else goes on. */
  owner: Pool
  databaseUrl: string
  kills: number
  seed: number
}

/** So many tasks for each kill. */
const perKill = 12

/** The same numbers from the same seed, from 0 up to 1. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

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
      await addTasks(owner, kill * perKill, perKill)
      await worker.until(cis.arrived(told + Math.floor(random() * perKill * 0.8)))
      await sleep(random() * 15)
      await worker.kill()
      // What it had in hand comes back when its claim runs out; here at once.
      await owner`UPDATE cis_deliveries SET next_attempt_at = current_instant() WHERE state = 'waiting'`
    }
    await addTasks(owner, kills * perKill, perKill)
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
