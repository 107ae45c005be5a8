import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Package, prepareBinaries } from './binaries.ts'
import { hasCluster, keepPassword, makeCluster } from './cluster.ts'
import { type Home, isRoot } from './home.ts'
import { runningPostmaster, signalPostmaster, startPostmaster, stopPostmaster } from './postmaster.ts'
import { ownIdentity } from './process-identity.ts'
import {
  readServerRecord,
  removeServerRecord,
  type ServerRecord,
  writeServerRecord,
} from './server-record.ts'
import { withStartLock } from './start-lock.ts'

/** An opened embedded PostgreSQL. */
export type EmbeddedServer = {
  /** Returns the superuser's connection string for a database of this server, password included. */
  url(database: string): string
  /** Whether closing stops the server. */
  owner: boolean
  /** Whether the data folder was empty and this opening made the cluster. */
  firstStart: boolean
  /** Stops the server if it is still ours; otherwise does nothing. May be called twice. */
  close(): Promise<void>
}

/** What an opening asks for: where, with which binaries and settings, and whether as the only application. */
export type Claim = {
  home: Home
  shelter: string
  binaries: Package
  settings: readonly string[]
  exclusive: boolean
  log: (sentence: string) => void
}

type OwnPostmaster = { pid: number; child: ChildProcess | null }

/** An adopted server is not our child process: the system does not tell us of its end, so we look every so often. */
const LOOK_EVERY_MS = 500
const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 5_000

/** Returns a function that makes the superuser's connection strings for the databases of one server. */
export function databaseUrl(port: number, password: string): (database: string) => string {
  return (database) => `postgres://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}

/**
 * Makes this process the owner of a server: of the one in `adopt`, or of a new one, after stopping any that still runs.
 * The caller holds the start lock.
 */
export async function ownServer(
  claim: Claim,
  settings: string,
  adopt: ServerRecord | null,
): Promise<EmbeddedServer> {
  const { folder } = claim.home
  const token = randomBytes(8).toString('hex')
  const { firstStart, child, ...server } =
    adopt === null ? await start(claim) : { ...adopt, firstStart: false, child: null }
  const record: ServerRecord = {
    ...server,
    ...{ owner: ownIdentity(), exclusive: claim.exclusive, token, settings },
  }
  const isOurs = () => readServerRecord(folder)?.token === token
  // For a process that exits without close(): an exit hook cannot wait until the server has stopped, but can tell it to.
  const stopOnExit = () => {
    if (process.platform !== 'win32' && isOurs()) signalPostmaster(record.postmasterPid, 'SIGINT')
  }
  try {
    writeServerRecord(folder, record)
  } catch (error) {
    await stop(claim)
    throw error
  }
  process.once('exit', stopOnExit)
  const lock = join(folder, 'start.lock')
  const restart = () =>
    withStartLock(lock, async () => {
      if (!isOurs()) return null
      await stop(claim)
      const started = await startPostmaster({ ...whatToRun(claim), port: record.port })
      record.postmasterPid = started.pid
      writeServerRecord(folder, record)
      return started
    })
  const keeping = keepRunning(claim, { pid: record.postmasterPid, child }, isOurs, restart)

  const close = async () => {
    keeping.stop()
    await withStartLock(lock, async () => {
      process.off('exit', stopOnExit)
      if (!isOurs()) return
      await stop(claim)
      removeServerRecord(folder)
    })
  }
  let closing: Promise<void> | null = null
  return {
    url: databaseUrl(record.port, record.password),
    owner: true,
    firstStart,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

async function start(claim: Claim) {
  const { home, binaries, settings, log } = claim
  await stop(claim)
  const { native, account } = whatToRun(claim)
  const firstStart = !hasCluster(home.folder, binaries.major)
  const password = keepPassword(home.folder, !firstStart)
  if (home.sheltered) log(`The data is kept in ${home.folder}, because PostgreSQL does not run as root.`)
  const durable = !settings.includes('fsync=off')
  if (firstStart) await makeCluster({ home: home.folder, native, account, password, durable })
  const { port, pid, child } = await startPostmaster(whatToRun(claim))
  return { port, password, postmasterPid: pid, firstStart, child }
}

function whatToRun(claim: Claim) {
  const { home, settings } = claim
  return { home: home.folder, native: nativeFolder(claim), account: home.account, settings }
}

function stop(claim: Claim): Promise<void> {
  return stopPostmaster(join(claim.home.folder, 'postgres'), () => nativeFolder(claim))
}

function nativeFolder({ home, shelter, binaries }: Claim): string {
  return prepareBinaries(binaries, home.account, isRoot() ? shelter : home.folder)
}

/**
 * Starts the server again whenever it ends unexpectedly, on the same address, until `stop` is called or another process has
 * taken the server over (`restart` returns null).
 */
function keepRunning(
  { home: { folder }, log }: Claim,
  first: OwnPostmaster,
  isOurs: () => boolean,
  restart: () => Promise<OwnPostmaster | null>,
): { stop(): void } {
  const cluster = join(folder, 'postgres')
  let isStopped = false
  let current = first

  const watch = () => {
    if (current.child) {
      current.child.once('exit', revive)
      return
    }
    const looking = setInterval(() => {
      if (isStopped) clearInterval(looking)
      else if (runningPostmaster(cluster)?.pid !== current.pid) {
        clearInterval(looking)
        void revive()
      }
    }, LOOK_EVERY_MS)
    looking.unref()
  }

  const revive = async () => {
    if (isStopped || !isOurs()) return
    log(`PostgreSQL ended unexpectedly and is started again. ${join(folder, 'postgres.log')} may say why.`)
    for (let pauseMs = FIRST_PAUSE_MS; !isStopped; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        const started = await restart()
        if (!started) return
        current = started
        log('PostgreSQL runs again.')
        watch()
        return
      } catch (error) {
        log(`PostgreSQL does not start: ${error instanceof Error ? error.message : String(error)}`)
        await pause(pauseMs)
      }
    }
  }

  watch()
  return {
    stop: () => {
      isStopped = true
      current.child?.off('exit', revive)
    },
  }
}
