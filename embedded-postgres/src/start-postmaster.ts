import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync } from 'node:fs'
import { join } from 'node:path'
import type { Account } from './account.ts'
import { freePort } from './free-port.ts'
import { retirePostmasterFile, runningPostmaster } from './postmaster-file.ts'
import { ServerLog } from './server-log.ts'
import { surroundings } from './surroundings.ts'
import { until } from './until.ts'

type Start = {
  home: string
  native: string
  account: Account | null
  settings: readonly string[]
  /** The port of a server that is started again, whose address others have; else a free one. */
  port?: number
}
type Started = { port: number; child: ChildProcess; pid: number }

const PORT_TRIES = 10
const CHILDREN_PATIENCE_MS = 15_000

/**
 * Starts a postmaster for `<home>/postgres` on a free port and waits until it takes connections; after a crash
 * this includes its recovery, however long. It outlives this process unless it is stopped.
 * @throws Error with PostgreSQL's last words when it does not start
 */
export async function startPostmaster(start: Start): Promise<Started> {
  const end = performance.now() + CHILDREN_PATIENCE_MS
  let portsTaken = 0
  for (;;) {
    const port = start.port ?? (await freePort())
    const log = new ServerLog(start.home)
    const answer = await tryStart(start, port, log)
    if (answer !== null) return answer
    const words = log.lastWords()
    const isTaken = /could not bind|Address already in use/.test(words)
    if (isTaken && start.port === undefined && ++portsTaken < PORT_TRIES) continue
    // A postmaster was killed a moment ago, and a child of it has not noticed yet.
    if (/pre-existing shared memory block/.test(words) && performance.now() < end) continue
    throw new Error(`PostgreSQL did not start in ${start.home}: ${words.trim()}`)
  }
}

async function tryStart(start: Start, port: number, log: ServerLog): Promise<Started | null> {
  const cluster = join(start.home, 'postgres')
  retirePostmasterFile(cluster)
  const options = start.settings.flatMap((setting) => ['-c', setting])
  const output = log.open()
  const child = spawn(
    join(start.native, 'bin', 'postgres'),
    ['-D', cluster, '-p', String(port), ...options],
    {
      ...start.account,
      env: surroundings(),
      cwd: cluster,
      // A session of its own: Ctrl-C in a terminal reaches us and not PostgreSQL, which we then stop in order.
      detached: true,
      windowsHide: true,
      stdio: ['ignore', output, output],
    },
  )
  closeSync(output)
  child.unref()
  let failed: Error | null = null
  child.once('error', (error) => {
    failed = error
  })
  const outcome = await until(
    () => {
      if (failed !== null || child.exitCode !== null || child.signalCode !== null) return 'ended'
      const running = runningPostmaster(cluster)
      return running?.pid === child.pid && running?.status === 'ready' && 'ready'
    },
    { limitMs: Number.POSITIVE_INFINITY },
  )
  if (failed !== null) throw failed
  return outcome === 'ready' && child.pid !== undefined ? { port, child, pid: child.pid } : null
}
