import { once } from 'node:events'
import { rmSync } from 'node:fs'
import path from 'node:path'
import type { BankOptions } from '#integrations/bank/http-bank.ts'
import type { LanternPayOptions } from '#integrations/payment/lantern-pay.ts'
import { bundleFixture } from '#testing/bundle-fixture.ts'
import { startProcess, type TestProcess } from '#testing/test-process.ts'

/** What a worker process reaches. Without `mailPort` it sends no mail, without `cisUrl` it tells no CIS. */
export type WorkerSettings = {
  databaseUrl: string
  mailPort?: number
  cisUrl?: string
  /** Where it orders transfers; without it nothing is paid. */
  bank?: BankOptions
  /** The card provider that it asks; without it no card payment is booked. */
  cards?: LanternPayOptions
  /** How long one of the worker's statements may take, in milliseconds; else as in production. */
  statementMs?: number
  /** How far the worker's clock is ahead, in milliseconds. */
  clockMs?: number
}

export type WorkerProcess = TestProcess & {
  /** Starts its jobs when it has loaded. */
  begin(): Promise<void>
}

/** Bundles a worker that tests run in processes of their own, to kill them. The caller closes it when they have ended. */
export async function openWorkerProcesses() {
  const file = await bundleFixture(path.join(import.meta.dirname, 'worker-process.fixture.ts'))
  return {
    /** Starts a process that loads the worker. What takes long is that. */
    load(settings: WorkerSettings): WorkerProcess {
      const started = startProcess(file, [JSON.stringify(settings)], [])
      const loaded = started.until(once(started.child, 'message'))
      // Awaited when the worker begins; one that is killed unused has not failed.
      loaded.catch(() => {})
      return {
        ...started,
        begin: async () => {
          await loaded
          started.child.send('begin')
        },
      }
    },
    close: () => rmSync(file, { force: true }),
  }
}
