import { setTimeout as pause } from 'node:timers/promises'
import type { Pool } from '@porchlight/server/database/sql.ts'
import { countCrashes } from '@porchlight/server/tasks/crash/count-crashes.fixture.ts'
import { addTasks, addTown, firstAccount } from '@porchlight/server/tasks/crash/crash-town.fixture.ts'
import { openToldServer } from '@porchlight/server/tasks/delivering/told-server.fixture.ts'
import {
  openWorkerProcesses,
  type WorkerProcess,
  type WorkerSettings,
} from '@porchlight/server/worker/worker-processes.fixture.ts'
import { openBenchApp } from '../bench-app.ts'
import { whenAvailable } from '../when-available.ts'

/**
 * Opens a database of its own, a customer with `accounts` accounts, a CIS that keeps what it is told, and workers in processes of
 * their own. The owner's statements wait for a database that is away.
 */
export async function openDisasterTown(accounts: number) {
  const app = await openBenchApp()
  const workers = await openWorkerProcesses()
  const cis = await openToldServer()
  const running = new Set<WorkerProcess>()
  await addTown(app.owner, accounts)
  await app.owner.unsafe('VACUUM ANALYZE')

  /** Runs a statement, once the database is available. */
  const asOwner = <T>(work: (owner: Pool) => Promise<T>) => whenAvailable(app.url, work)

  /** Starts a worker, which tells the CIS unless the settings say otherwise. */
  async function startWorker(settings: Partial<WorkerSettings> = {}): Promise<WorkerProcess> {
    const worker = workers.load({ databaseUrl: app.url, cisUrl: cis.url, ...settings })
    await worker.begin()
    running.add(worker)
    return worker
  }

  const open = (where = 'true') =>
    asOwner((owner) =>
      owner.unsafe(
        `SELECT count(*)::int AS n FROM self_service_tasks WHERE account_id >= ${firstAccount} AND NOT is_final AND ${where}`,
      ),
    ).then(([row]) => Number(row?.n))

  return {
    app,
    cis,
    asOwner,
    startWorker,
    /** Adds tasks of the accounts from the nth on. */
    addTasks: (from: number, count: number, due?: string) =>
      asOwner((owner) => addTasks(owner, from, count, due)),
    kill: async (worker: WorkerProcess) => {
      running.delete(worker)
      await worker.kill()
    },
    /** Number of tasks that are not final. */
    open,
    /** Waits until no task is open. Fails if a worker ends by itself, or after `mostSeconds`. Returns the seconds. */
    async untilWorked(mostSeconds: number, where?: string): Promise<number> {
      const began = performance.now()
      const seconds = () => (performance.now() - began) / 1000
      const [first] = running
      while ((await (first ? first.until(open(where)) : open(where))) > 0) {
        if (seconds() > mostSeconds) throw new Error(`tasks are open after ${mostSeconds} s`)
        await pause(50)
      }
      return seconds()
    },
    /** Counts what was lost and what was doubled. */
    count: () => asOwner((owner) => countCrashes(owner, firstAccount, cis.told)),
    close: async () => {
      for (const worker of running) worker.child.kill('SIGKILL')
      cis.close()
      workers.close()
      await app.close()
    },
  }
}

export type DisasterTown = Awaited<ReturnType<typeof openDisasterTown>>
