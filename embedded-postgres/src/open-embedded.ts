import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findPackage } from './binaries.ts'
import { isAccessDenied, StartRefused } from './errors.ts'
import { chooseHome, SHELTER } from './home.ts'
import { type Claim, databaseUrl, type EmbeddedServer, ownServer } from './own-server.ts'
import { runningPostmaster } from './postmaster.ts'
import { isRunning, until } from './process-identity.ts'
import { readServerRecord } from './server-record.ts'
import { settingsWith } from './settings.ts'
import { withStartLock } from './start-lock.ts'

export type OpenOptions = {
  /** The folder for everything that is kept. It is made if it does not exist. */
  dataFolder: string
  /** The application passes true: only one of it runs on a data folder. Commands join the running server. */
  exclusive?: boolean
  /** PostgreSQL's settings, `name=value` each (`fsync=off`), added to the default ones. Ignored when joining. */
  flags?: readonly string[]
  /** Receives sentences worth printing. */
  log?: (sentence: string) => void
  /** The application's name, for the sentence that refuses a second one. */
  application?: string
  /** The folder for data of root that PostgreSQL's account cannot reach (see `chooseHome`). */
  shelter?: string
}

/** How long the owner may take to start a server again that has ended. */
const REVIVAL_MS = 20_000

/**
 * Opens the embedded PostgreSQL of a data folder: joins the running server, adopts a server whose owner died, or starts one.
 * The owner must close it before it ends; if the owner is killed, the server keeps running and the next opening adopts it.
 * An exclusive opening takes over a server that a command owns; the command then leaves it running.
 * @throws StartRefused if another application runs on the folder, its data is of another version of PostgreSQL, or this user
 *   cannot use it
 */
export async function openEmbedded(options: OpenOptions): Promise<EmbeddedServer> {
  const dataFolder = resolve(options.dataFolder)
  try {
    return await open({ ...options, dataFolder })
  } catch (cause) {
    if (!isAccessDenied(cause)) throw cause
    throw new StartRefused(
      `The data folder ${dataFolder} cannot be used by this user (${(cause as Error).message}): start as the user who ` +
        'owns it, or use another data folder.',
      { cause },
    )
  }
}

async function open(options: OpenOptions): Promise<EmbeddedServer> {
  const revivedBy = performance.now() + REVIVAL_MS
  for (;;) {
    const server = await openNow(options, performance.now() > revivedBy)
    if (server) return server
    await pause(100)
  }
}

/** Returns null while the owner starts the server again after it ended. An impatient opening starts it itself. */
async function openNow(options: OpenOptions, isImpatient: boolean): Promise<EmbeddedServer | null> {
  const { exclusive = false, log = () => {}, shelter = SHELTER } = options
  const home = chooseHome(options.dataFolder, shelter)
  return withStartLock(join(home.folder, 'start.lock'), async () => {
    const settings = settingsWith(options.flags ?? [])
    const claim: Claim = { home, shelter, binaries: findPackage(), settings, exclusive, log }
    const record = readServerRecord(home.folder)
    const isOwned = record !== null && isRunning(record.owner)
    if (isOwned && exclusive && record.exclusive) throw inUse(options, record.owner.pid)

    const running = await settledPostmaster(join(home.folder, 'postgres'))
    const isRecorded = record !== null && running !== null && record.postmasterPid === running.pid
    const isAdoptable = isRecorded && record.settings === fingerprint(claim)
    if (isOwned && !isRecorded && !isImpatient) return null
    if (isOwned && isRecorded) {
      if (!exclusive) return joined(record.port, record.password)
      if (!isAdoptable) throw inUse(options, record.owner.pid)
    }
    return ownServer(claim, fingerprint(claim), isAdoptable ? record : null)
  })
}

/** Returns the postmaster when it is neither starting nor stopping; null if none runs. */
async function settledPostmaster(cluster: string) {
  const settled = await until(
    () => {
      const running = runningPostmaster(cluster)
      return running === null || running.status === 'ready' ? { running } : null
    },
    { limitMs: Number.POSITIVE_INFINITY },
  )
  return settled?.running ?? null
}

function fingerprint({ binaries, settings }: Claim): string {
  return [binaries.version, ...settings].join(' ')
}

function inUse({ dataFolder, application = 'another application' }: OpenOptions, pid: number): StartRefused {
  return new StartRefused(
    `The data folder ${dataFolder} is in use by ${application} (process ${pid}). ` +
      'Stop it first, or use another data folder.',
  )
}

function joined(port: number, password: string): EmbeddedServer {
  return { url: databaseUrl(port, password), owner: false, firstStart: false, close: async () => {} }
}
