import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openEmbedded } from '@porchlight/embedded-postgres/open-embedded.ts'
import { readAssets } from '@porchlight/server/assets.ts'
import { openDatabase } from '@porchlight/server/database/database.ts'
import { migrate } from '@porchlight/server/database/migrate.ts'
import { ensureRoles } from '@porchlight/server/database/roles.ts'
import { openPool } from '@porchlight/server/database/sql.ts'
import { formToken } from '@porchlight/server/http/form-token.ts'
import { hashToken } from '@porchlight/server/sessions/token.ts'
import { testEncryptionKey } from '@porchlight/server/testing/cluster.ts'
import { buildSmallTown } from '@porchlight/server/testing/small-town.ts'
import { testOrigins } from '@porchlight/server/testing/test-installation.ts'
import { pino } from 'pino'
import { appOn } from './app-on.ts'

export type Answer = { status: number; headers: http.IncomingHttpHeaders; text: string }

/** Headers that a browser on a site sends with each request. */
export const headersOf = (site: string, credential: string) => ({
  cookie: `__Host-porchlight-${site}=${credential}`,
  'porchlight-form-token': formToken(testEncryptionKey, credential),
  'content-type': 'application/json',
})

/** Serves the product on a loopback port, over a database that has its town. */
export async function serveProduct(url: string) {
  const database = openDatabase(url, testEncryptionKey)
  const app = appOn(database, pino({ level: 'fatal' }), await readAssets().catch(() => new Map()))
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  return { database, port, close: () => app.close().then(() => database.close()) }
}

/** Returns what sends requests over HTTP to a loopback port, as a browser on an origin does. */
export function senderTo(port: number) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 })
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
  return { send, close: () => agent.destroy() }
}

/**
 * Starts the product with a small town on a real PostgreSQL that syncs its disk, on a loopback port. Closing it removes everything.
 * @param flags settings of PostgreSQL, `name=value` each
 */
export async function openBenchApp(flags: readonly string[] = []) {
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-bench-'))
  chmodSync(folder, 0o755)
  const server = await openEmbedded({ dataFolder: folder, flags: ['max_connections=300', ...flags] })
  const admin = openPool(server.url('postgres'), 1)
  await admin.unsafe('CREATE DATABASE bench')
  await ensureRoles(admin, testEncryptionKey)
  const owner = openPool(server.url('bench'), 4)
  await migrate(owner)
  await buildSmallTown(owner)
  const served = await serveProduct(server.url('bench'))
  const { database, port } = served
  const { send, close: closeAgent } = senderTo(port)

  /** Headers of a browser with a session: a web user's on the portal, a CSR's at the desk. */
  const signedIn = async (site: 'portal' | 'desk', who: number | string) => {
    const credential = randomBytes(32).toString('base64url')
    const now = new Date()
    const session = {
      token_hash: hashToken(credential),
      created_at: now,
      last_used_at: now,
      expires_at: new Date(now.getTime() + 36e5),
      ip_address: '127.0.0.1',
      user_agent: 'bench',
    }
    if (site === 'portal')
      await owner`INSERT INTO customer_sessions ${owner({ ...session, web_user_id: who })}`
    else await owner`INSERT INTO desk_sessions ${owner({ ...session, csr_id: who, second_factor_at: now })}`
    return headersOf(site, credential)
  }

  return {
    owner,
    /** The loopback address on which it listens; its configured origins differ. */
    port,
    /** Connection string of the database's owner. */
    url: server.url('bench'),
    signedIn,
    database,
    origins: testOrigins,
    send,
    close: async () => {
      closeAgent()
      await served.close()
      await Promise.all([owner.end(), admin.end()])
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
