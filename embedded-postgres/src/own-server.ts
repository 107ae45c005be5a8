import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { isRoot } from './account.ts'
import { type Home, SHELTER } from './choose-home.ts'
import { hasCluster, makeCluster } from './cluster.ts'
import { databaseUrl } from './database-url.ts'
import type { EmbeddedServer } from './embedded-server.ts'
import type { Package } from './find-package.ts'
import { keepPassword } from './keep-password.ts'
import { keepRunning } from './keep-running.ts'
import { prepareBinaries } from './prepare-binaries.ts'
import { identifyProcess } from './process-identity.ts'
import {
  readServerRecord,
  removeServerRecord,
  type ServerRecord,
  writeServerRecord,
} from './server-record.ts'
import { withStartLock } from './start-lock.ts'
import { startPostmaster } from './start-postmaster.ts'
import { signalPostmaster, stopPostmaster } from './stop-postmaster.ts'

/** What an opening wants: where, with which binaries and settings, and whether alone. */
export type Claim = {
  home: Home
  binaries: Package
  settings: readonly string[]
  exclusive: boolean
  log: (sentence: string) => void
}

/**
 * Makes us the owner of a server: of the one in `adopt`, or of a new one, after stopping any that is left.
 * Called with the start lock held.
 */
export async function ownServer(
  claim: Claim,
  settings: string,
  adopt: ServerRecord | null,
): Promise<EmbeddedServer> {
  const { folder } = claim.home
  const self = identifyProcess(process.pid) ?? { pid: process.pid, birth: null }
  const mine = { owner: self, exclusive: claim.exclusive, token: randomBytes(8).toString('hex'), settings }
  const { firstStart, child, ...server } =
    adopt === null ? await start(claim) : { ...adopt, firstStart: false, child: null }
  const record: ServerRecord = { ...server, ...mine }
  const isOurs = () => readServerRecord(folder)?.token === record.token
  // For an exit that did not wait for close(): an exit hook cannot wait for the end of the server, but can order it.
  const lastOrder = () => {
    if (process.platform !== 'win32' && isOurs()) signalPostmaster(record.postmasterPid, 'SIGINT')
  }
  try {
    writeServerRecord(folder, record)
  } catch (error) {
    await stop(claim)
    throw error
  }
  process.once('exit', lastOrder)
  const lock = join(folder, 'start.lock')
  const keeping = keepRunning({
    cluster: join(folder, 'postgres'),
    postmaster: { pid: record.postmasterPid, child },
    isOurs,
    log: claim.log,
    logFile: join(folder, 'postgres.log'),
    start: () =>
      withStartLock(lock, async () => {
        if (!isOurs()) return null
        await stop(claim)
        const started = await startPostmaster({ ...placeOf(claim), port: record.port })
        record.postmasterPid = started.pid
        writeServerRecord(folder, record)
        return started
      }),
  })

  const close = async () => {
    keeping.stop()
    await withStartLock(lock, async () => {
      process.off('exit', lastOrder)
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
  const native = nativeFolder(claim)
  const firstStart = !hasCluster(home.folder, binaries.major)
  const password = keepPassword(home.folder, !firstStart)
  const where = { home: home.folder, native, account: home.account }
  if (home.sheltered) log(`The data is kept in ${home.folder}, because PostgreSQL does not run as root.`)
  if (firstStart) await makeCluster({ ...where, password, durable: !settings.includes('fsync=off') })
  const { port, pid, child } = await startPostmaster({ ...where, settings })
  return { port, password, postmasterPid: pid, firstStart, child }
}

function placeOf(claim: Claim) {
  const { home, settings } = claim
  return { home: home.folder, native: nativeFolder(claim), account: home.account, settings }
}

function stop(claim: Claim): Promise<void> {
  return stopPostmaster(join(claim.home.folder, 'postgres'), () => nativeFolder(claim))
}

function nativeFolder({ home, binaries }: Claim): string {
  return prepareBinaries(binaries, home.account, isRoot() ? SHELTER : home.folder)
}
