import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '@porchlight/embedded-postgres/free-port.ts'
import { openEmbedded } from '@porchlight/embedded-postgres/open-embedded.ts'
import { readServerRecord } from '@porchlight/embedded-postgres/server-record.ts'
import { openPool } from '@porchlight/server/database/sql.ts'
import { openDatabaseProxy } from '@porchlight/server/testing/database-proxy.ts'
import { run } from '../../started.fixture.ts'
import { whenAvailable } from '../when-available.ts'
import { mountDisk } from './disk.ts'
import { preparePgBouncer } from './pgbouncer.ts'
import { encryptionKey, signInAt } from './reckoning.ts'

/** Large enough for the database, its WAL and the demo. */
const diskMegabytes = 1_024

/**
 * Starts the product as `npm start` does, in a process of its own, on a real PostgreSQL that can be stopped, killed and filled up,
 * with a proxy and (if it is installed) a PgBouncer in between.
 */
export async function openOutageTown() {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-outage-'))
  chmodSync(folder, 0o755)
  const disk = mountDisk(folder, diskMegabytes)
  // Unmounts the disk however the benchmark ends.
  process.once('exit', () => {
    disk?.remove()
    rmSync(folder, { recursive: true, force: true })
  })
  const dataFolder = path.join(folder, 'data')
  const server = await openEmbedded({
    dataFolder,
    flags: ['max_connections=120', 'max_wal_size=128MB', 'min_wal_size=32MB'],
  })
  const admin = openPool(server.url('postgres'), 1)
  await admin.unsafe('CREATE DATABASE outage TEMPLATE template0')
  await admin.end()
  const direct = server.url('outage')
  const proxy = await openDatabaseProxy(direct)
  const port = await freePort()
  const product = run('tools/start.mjs', [], {
    DATABASE_URL: proxy.url,
    PORCHLIGHT_DEMO: '1',
    PORCHLIGHT_DEMO_PEOPLE: '60',
    PORCHLIGHT_DATA: path.join(folder, 'product'),
    PORCHLIGHT_ENCRYPTION_KEY: encryptionKey,
    PORT: String(port),
  })
  await product.says('Ctrl-C stops everything')
  const pgbouncer = await preparePgBouncer(direct, encryptionKey)

  /** Runs the benchmark's own statements, and waits until the database is available. */
  const asOwner = (text: string, values: readonly unknown[] = []) =>
    whenAvailable(direct, (owner) => owner.unsafe(text, values))

  const signIn = signInAt(asOwner)

  return {
    port,
    proxy,
    disk,
    pgbouncer,
    product,
    direct,
    asOwner,
    signIn,
    postmasterPid: () => readServerRecord(dataFolder)?.postmasterPid ?? 0,
    close: async () => {
      const killed = setTimeout(() => product.child.kill('SIGKILL'), 20_000)
      const stoppedAt = performance.now()
      product.child.kill('SIGTERM')
      await product.exit
      clearTimeout(killed)
      const stopSeconds = (performance.now() - stoppedAt) / 1000
      await pgbouncer?.stop()
      await proxy.close()
      await server.close()
      return stopSeconds
    },
  }
}

export type OutageTown = Awaited<ReturnType<typeof openOutageTown>>
