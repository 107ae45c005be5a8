import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chooseHome } from './choose-home.ts'
import { databaseUrl } from './database-url.ts'
import type { EmbeddedServer } from './embedded-server.ts'
import { errorCode } from './error-code.ts'
import { findPackage } from './find-package.ts'
import { type Claim, ownServer } from './own-server.ts'
import { runningPostmaster } from './postmaster-file.ts'
import { isRunning } from './process-identity.ts'
import { readServerRecord } from './server-record.ts'
import { settingsWith } from './settings.ts'
import { withStartLock } from './start-lock.ts'
import { StartRefused } from './start-refused.ts'
import { until } from './until.ts'

export type OpenOptions = {
  /** Where everything is kept; made when it is not there. */
  dataFolder: string
  /** The application passes true: it runs a data folder alone. Commands join whatever runs. */
  exclusive?: boolean
  /** Settings of PostgreSQL over the usual ones, `name=value` each (`fsync=off`). Ignored when joining. */
  flags?: readonly string[]
  /** Receives sentences worth printing. */
  log?: (sentence: string) => void
}

/** How long the owner of a server that has ended may take to start it again. */
const REVIVAL_MS = 20_000

/**
 * Opens the embedded PostgreSQL of a data folder: joins the one that runs, adopts one whose owner died, or starts
 * one. The owner must close it before it ends; a server left behind by a killed owner serves the next opening.
 * An exclusive opening takes over a server that a command owns, which then leaves it running.
 * @throws StartRefused when another application runs the folder, its data is of another PostgreSQL, or this user
 *   may not use it
 */
export async function openEmbedded(options: OpenOptions): Promise<EmbeddedServer> {
  const dataFolder = resolve(options.dataFolder)
  try {
    return await open({ ...options, dataFolder })
  } catch (cause) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(errorCode(cause) ?? '')) throw cause
    throw new StartRefused(
      `The data folder ${dataFolder} cannot be used by this user (${(cause as Error).message}): start Porchlight as ` +
        'the user it belongs to, or set PORCHLIGHT_DATA to another folder.',
      { cause },
    )
  }
}

async function open(options: OpenOptions): Promise<EmbeddedServer> {
  const until = performance.now() + REVIVAL_MS
  for (;;) {
    const server = await openNow(options, performance.now() > until)
    if (server) return server
    await pause(100)
  }
}

/** Null while the owner of a server that has ended starts it again, unless that is not waited for any more. */
async function openNow(options: OpenOptions, isImpatient: boolean): Promise<EmbeddedServer | null> {
  const home = chooseHome(options.dataFolder)
  const exclusive = options.exclusive ?? false
  const log = options.log ?? (() => {})
  return withStartLock(join(home.folder, 'start.lock'), async () => {
    const binaries = findPackage()
    const settings = settingsWith(options.flags ?? [])
    const claim: Claim = { home, binaries, settings, exclusive, log }
    const record = readServerRecord(home.folder)
    const owned = record !== null && isRunning(record.owner)
    if (owned && exclusive && record.exclusive) throw inUse(options.dataFolder, record.owner.pid)

    const running = await settled(join(home.folder, 'postgres'))
    const known = record !== null && running !== null && record.postmasterPid === running.pid
    const adoptable = known && record.settings === fingerprint(claim)
    if (owned && !known && !isImpatient) return null
    if (owned && known) {
      if (!exclusive) return joined(record.port, record.password)
      if (!adoptable) throw inUse(options.dataFolder, record.owner.pid)
    }
    return ownServer(claim, fingerprint(claim), adoptable ? record : null)
  })
}

/** The running postmaster once it is neither starting nor stopping; null when none runs. */
async function settled(cluster: string) {
  const found = await until(
    () => {
      const running = runningPostmaster(cluster)
      return running === null || running.status === 'ready' ? { running } : null
    },
    { limitMs: Number.POSITIVE_INFINITY },
  )
  return found?.running ?? null
}

function fingerprint({ binaries, settings }: Claim): string {
  return [binaries.version, ...settings].join(' ')
}

function inUse(dataFolder: string, pid: number): StartRefused {
  return new StartRefused(
    `The data folder ${dataFolder} is in use by Porchlight (process ${pid}). ` +
      'Stop it first, or set PORCHLIGHT_DATA to another folder.',
  )
}

function joined(port: number, password: string): EmbeddedServer {
  return { url: databaseUrl(port, password), owner: false, firstStart: false, close: async () => {} }
}
