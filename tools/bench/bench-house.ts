import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { createApp } from '../../server/src/app.ts'
import { openDatabase } from '../../server/src/database/database.ts'
import { openEmbedded } from '../../server/src/database/embedded/open-embedded.ts'
import { migrate } from '../../server/src/database/migrate.ts'
import { ensureRoles } from '../../server/src/database/roles.ts'
import { openPool } from '../../server/src/database/sql.ts'
import { testEncryptionKey } from '../../server/src/testing/cluster.ts'
import { buildSmallTown } from '../../server/src/testing/small-town.ts'
import { testInstallation, testOrigins } from '../../server/src/testing/test-installation.ts'

export type Answer = { status: number; headers: http.IncomingHttpHeaders; text: string }

/**
 * The product over a small town on a real PostgreSQL that syncs its disk, listening on a loopback port; all of it is gone
 * when it is closed.
 */
export async function openBenchHouse() {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-bench-'))
  chmodSync(folder, 0o755)
  const server = await openEmbedded({ dataFolder: folder, flags: ['max_connections=300'] })
  const admin = openPool(server.url('postgres'), 1)
  await admin.unsafe('CREATE DATABASE bench')
  await ensureRoles(admin, testEncryptionKey)
  const owner = openPool(server.url('bench'), 4)
  await migrate(owner)
  await buildSmallTown(owner)
  const database = openDatabase(server.url('bench'), testEncryptionKey)
  const app = createApp({
    database,
    installation: testInstallation({ log: pino({ level: 'fatal' }) }),
    assets: new Map(),
    isSecure: true,
    paymentOrigin: 'http://pay.localhost:8080',
    trustedProxies: [],
    plainPage: '',
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 })

  /** One request over the wire, as a browser on that origin sends it. */
  const send = (
    origin: string,
    method: string,
    url: string,
    headers: Record<string, string> = {},
    body?: string,
  ) =>
    new Promise<Answer>((resolve, reject) => {
      const request = http.request(
        {
          host: '127.0.0.1',
          port,
          method,
          path: url,
          agent,
          headers: { ...headers, host: new URL(origin).host, origin },
        },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(chunks).toString(),
            }),
          )
        },
      )
      request.on('error', reject)
      request.end(body)
    })

  return {
    owner,
    database,
    origins: testOrigins,
    send,
    close: async () => {
      agent.destroy()
      await app.close()
      await Promise.all([database.close(), owner.end(), admin.end()])
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
