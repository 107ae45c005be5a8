import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from './errors.ts'
import { readIfThere } from './files.ts'
import { freePort } from './free-port.ts'
import type { Account } from './home.ts'
import { identifyProcess, until } from './process-identity.ts'
import { postgresEnvironment } from './settings.ts'

/** PostgreSQL's main process, as the file `postmaster.pid` of its cluster describes it. */
export type Postmaster = { pid: number; port: number; status: string }

type Start = {
  home: string
  native: string
  account: Account | null
  settings: readonly string[]
  /** The port of a server that is started again: others have its address. Without it, a free port is chosen. */
  port?: number
}
type Started = { port: number; child: ChildProcess; pid: number }

const PORT_TRIES = 10
const CHILDREN_PATIENCE_MS = 15_000
const STOP_PATIENCE_MS = 60_000
const LARGEST_LOG_BYTES = 10 * 1024 * 1024
/** No system gives a process this number. */
const UNUSED_PID = 2_147_483_646

const fileOf = (cluster: string) => join(cluster, 'postmaster.pid')

/** Returns the postmaster that runs this cluster, or null if none does. `status`: starting, ready or stopping. */
export function runningPostmaster(cluster: string): Postmaster | null {
  const lines = readIfThere(fileOf(cluster))?.split('\n') ?? []
  const pid = Number(lines[0])
  if (identifyProcess(pid) === null || !runsCluster(pid, cluster)) return null
  return { pid, port: Number(lines[3]), status: lines[7]?.trim() ?? 'starting' }
}

/** A postmaster's command line names its cluster. If command lines cannot be read, the process number must do. */
function runsCluster(pid: number, cluster: string): boolean {
  if (existsSync('/proc/self/cmdline')) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster)
    } catch {
      return false
    }
  }
  if (process.platform === 'win32') return true
  const ps = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  return ps.status !== 0 || ps.stdout.includes(cluster)
}

/**
 * Starts a postmaster for `<home>/postgres` on a free port and waits until it takes connections. After a crash this includes
 * the recovery, which has no time limit. The postmaster outlives this process unless it is stopped.
 * @throws Error with the end of PostgreSQL's log if it does not start
 */
export async function startPostmaster(start: Start): Promise<Started> {
  const end = performance.now() + CHILDREN_PATIENCE_MS
  let portsTaken = 0
  for (;;) {
    const port = start.port ?? (await freePort())
    const log = openLog(start.home)
    const started = await tryStart(start, port, log.descriptor)
    if (started !== null) return started
    const said = log.sinceOpened()
    const isTaken = /could not bind|Address already in use/.test(said)
    if (isTaken && start.port === undefined && ++portsTaken < PORT_TRIES) continue
    // A postmaster was killed a moment ago, and one of its child processes has not noticed yet.
    if (/pre-existing shared memory block/.test(said) && performance.now() < end) continue
    throw new Error(`PostgreSQL did not start in ${start.home}: ${said.trim()}`)
  }
}

/** Returns null if the process ended before it took connections. */
async function tryStart(start: Start, port: number, output: number): Promise<Started | null> {
  const cluster = join(start.home, 'postgres')
  retirePostmasterFile(cluster)
  const options = start.settings.flatMap((setting) => ['-c', setting])
  const child = spawn(
    join(start.native, 'bin', 'postgres'),
    ['-D', cluster, '-p', String(port), ...options],
    {
      ...start.account,
      env: postgresEnvironment(),
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

/**
 * Replaces the process number in the postmaster.pid of a dead postmaster if the system has given that number to another
 * process: PostgreSQL would take that process for a postmaster and refuse to start. The other lines stay: with them
 * PostgreSQL detects child processes of the dead postmaster that still write to the cluster.
 */
function retirePostmasterFile(cluster: string): void {
  const text = readIfThere(fileOf(cluster))
  if (text === null || runningPostmaster(cluster) !== null) return
  writeFileSync(fileOf(cluster), text.replace(/^-?\d+/, String(UNUSED_PID)))
}

/**
 * Opens `<home>/postgres.log` for appending. A log of more than 10 MB first becomes `postgres.log.1`. The caller closes the
 * descriptor. `sinceOpened` returns what was logged since then, at most its last 2,000 characters.
 */
function openLog(home: string): { descriptor: number; sinceOpened(): string } {
  const path = join(home, 'postgres.log')
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const isLarge = size > LARGEST_LOG_BYTES
  if (isLarge) renameSync(path, `${path}.1`)
  const from = isLarge ? 0 : size
  return {
    descriptor: openSync(path, 'a', 0o600),
    sinceOpened: () => readFileSync(path).subarray(from).toString('utf8').slice(-2000),
  }
}

/**
 * Stops the postmaster of this cluster, if one runs, and waits until it has ended. PostgreSQL closes its sessions and rolls back
 * what is not committed. A postmaster that still runs after a minute is told to end at once, which loses nothing that was
 * committed.
 * @throws Error if it still runs a minute after that
 */
export async function stopPostmaster(cluster: string, native: () => string): Promise<void> {
  for (const [signal, mode] of [
    ['SIGINT', 'fast'],
    ['SIGQUIT', 'immediate'],
  ] as const) {
    const running = runningPostmaster(cluster)
    if (running === null) return
    // Windows has no signals: pg_ctl speaks to the postmaster through a pipe.
    if (process.platform === 'win32') {
      const pgCtl = join(native(), 'bin', 'pg_ctl.exe')
      spawnSync(pgCtl, ['stop', '-W', '-m', mode, '-D', cluster], { stdio: 'ignore' })
    } else {
      signalPostmaster(running.pid, signal)
    }
    const hasEnded = () => runningPostmaster(cluster)?.pid !== running.pid
    if ((await until(hasEnded, { limitMs: STOP_PATIENCE_MS })) !== null) return
  }
  throw new Error(`PostgreSQL in ${cluster} does not stop`)
}

/** Sends a signal to a postmaster, which may have ended meanwhile. */
export function signalPostmaster(pid: number, signal: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error
  }
}
