import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach } from 'vitest'
import { type OwnerProcess, openElsewhere } from './open-elsewhere.fixture.ts'
import { type OpenOptions, openEmbedded } from './open-embedded.ts'
import type { EmbeddedServer } from './own-server.ts'
import { runningPostmaster, stopPostmaster } from './postmaster.ts'

/** Settings for tests that do not pull the plug. */
export const QUICK = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'shared_buffers=16MB']

/** For tests: a fresh data folder for each test, whose servers and processes end with it. */
export function testFolder() {
  let folder = ''
  let opened: EmbeddedServer[] = []
  let others: OwnerProcess[] = []
  const here = {
    dataFolder: '',
    cluster: () => join(here.dataFolder, 'postgres'),
    postmasterPid: () => runningPostmaster(here.cluster())?.pid ?? 0,

    async open(options: Partial<OpenOptions> = {}): Promise<EmbeddedServer> {
      const server = await openEmbedded({ dataFolder: here.dataFolder, flags: QUICK, ...options })
      opened.push(server)
      return server
    },

    async elsewhere(options: Partial<OpenOptions> = {}, how: Parameters<typeof openElsewhere>[1] = {}) {
      const other = await openElsewhere({ dataFolder: here.dataFolder, flags: QUICK, ...options }, how)
      others.push(other)
      return other
    },
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'porchlight-embedded-'))
    // Root's PostgreSQL runs as another user, who must get in.
    chmodSync(folder, 0o755)
    here.dataFolder = join(folder, 'data')
    opened = []
    others = []
  })
  afterEach(async () => {
    for (const server of opened) await server.close()
    for (const other of others) await other.kill()
    await stopPostmaster(here.cluster(), () => '')
    rmSync(folder, { recursive: true, force: true })
  })
  return here
}

/** For tests: the rows of one statement, over a connection of its own. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  try {
    await client.connect()
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
