import { randomBytes } from 'node:crypto'
import type { Pool } from '@porchlight/server/database/sql.ts'
import { hashToken } from '@porchlight/server/sessions/token.ts'
import { testOrigins } from '@porchlight/server/testing/test-installation.ts'
import { headersOf } from '../../bench-app.ts'
import type { Answer } from '../query.ts'
import { startApp } from './app-process.ts'
import { type Counter, openCounter } from './counts.ts'
import { Wire } from './wire.ts'

/**
 * The CSRs of all clients together. Each is shown as few people an hour as a real CSR, so that counting them costs what it costs in use.
 */
const csrs = 256
const { origin, host } = new URL(testOrigins.desk)

async function signIn(owner: Pool): Promise<string[]> {
  const credentials = Array.from({ length: csrs }, () => randomBytes(32).toString('base64url'))
  await owner`DELETE FROM csr_openings WHERE csr_id LIKE 'bench.csr%'`
  for (const [nth, credential] of credentials.entries()) {
    const csr = `bench.csr-${nth}`
    await owner`INSERT INTO csr_users (csr_id, issuer, subject, display_name, email)
      VALUES (${csr}, 'http://id.localhost', ${csr}, 'Bench', 'bench@utility.example') ON CONFLICT DO NOTHING`
    await owner`INSERT INTO group_memberships (csr_group, csr_id) VALUES ('call-centre', ${csr}) ON CONFLICT DO NOTHING`
    await owner`INSERT INTO desk_sessions (token_hash, csr_id, second_factor_at, created_at, last_used_at, expires_at, ip_address, user_agent)
      VALUES (${hashToken(credential)}, ${csr}, now(), now(), now(), now() + interval '10 hours', '127.0.0.1', 'bench')`
  }
  await owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
    SELECT s, '', 1, '1000000000', 'bench.csr-0', now()
    FROM unnest(ARRAY['limits.people-named-per-hour', 'limits.guesses-per-hour']) s ON CONFLICT DO NOTHING`
  return credentials
}

let failuresToSay = 5

/**
 * One client's connection to the application. Its CSRs are no other client's, and take turns: no search waits for another one's line of
 * the record. Sends what the desk's search screen sends, and reads the response.
 */
export class DeskLine {
  #turn = 0

  constructor(
    readonly wire: Wire,
    readonly heads: readonly string[],
  ) {}

  /** Status and text of the response, and the milliseconds until its last byte. */
  async ask(body: object): Promise<{ status: number; text: string; ms: number }> {
    const sent = JSON.stringify(body)
    const started = performance.now()
    const response = await this.wire.send(this.heads[this.#turn++ % this.heads.length] ?? '', sent)
    return { ...response, ms: performance.now() - started }
  }

  /** Rows of the result. A status other than 200 gives no rows and `isFailed`; all are counted, and the first few are printed. */
  async search(body: object): Promise<{ rows: Answer['rows']; ms: number; isFailed: boolean }> {
    const { status, text, ms } = await this.ask(body)
    if (status === 200) return { rows: (JSON.parse(text) as Answer).rows, ms, isFailed: false }
    if (failuresToSay-- > 0) console.error(`${status} for ${JSON.stringify(body)}: ${text.slice(0, 200)}`)
    return { rows: [], ms, isFailed: true }
  }

  close(): void {
    this.wire.close()
  }
}

export type Desk = {
  counter: Counter
  /** Opens the signed-in connection of an only client. */
  line(): Promise<DeskLine>
  /** Opens signed-in connections of clients, between whom the CSRs are divided. */
  lines(clients: number): Promise<DeskLine[]>
  /** Opens a connection for the bare route. */
  healthz(): Promise<{ ask(): Promise<void>; close(): void }>
  close(): Promise<void>
}

/** Starts the application in a process of its own on this database, with CSRs of the call center signed in. */
export async function openDesk(owner: Pool, url: string, profileFolder: string | null): Promise<Desk> {
  const credentials = await signIn(owner)
  const app = await startApp(url, profileFolder)
  const { port } = app
  const heads = credentials.map((credential) => {
    const headers = { host, origin, ...headersOf('desk', credential) }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    return `POST /api/customer-search HTTP/1.1\r\n${lines.join('')}`
  })
  const line = async (own: readonly string[]) => new DeskLine(await Wire.open(port), own)
  return {
    counter: await openCounter(owner, app),
    line: () => line(heads),
    lines: (clients) =>
      Promise.all(
        Array.from({ length: clients }, (_, client) =>
          line(heads.filter((_, nth) => nth % clients === client)),
        ),
      ),
    healthz: async () => {
      const wire = await Wire.open(port)
      return {
        ask: async () => {
          await wire.send(`GET /healthz HTTP/1.1\r\nhost: ${host}\r\n`)
        },
        close: () => wire.close(),
      }
    },
    close: async () => {
      await app.close()
      await owner`DELETE FROM desk_sessions WHERE csr_id LIKE 'bench.csr%'`.catch(() => {})
    },
  }
}
