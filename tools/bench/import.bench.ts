/**
 * Measures bulk load: `npm run import` of people with one account each, compared in the same run with a plain COPY of the same rows into
 * the same tables and B-trees without the search index. Then imports the same file again, unchanged and with one record in a hundred changed.
 * `npm run bench -- import [--people 100000] [--rounds 2] [--json]`.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openEmbedded } from '@porchlight/embedded-postgres/open-embedded.ts'
import { migrate } from '@porchlight/server/database/migrate.ts'
import { ensureRoles } from '@porchlight/server/database/roles.ts'
import { openPool } from '@porchlight/server/database/sql.ts'
import { testEncryptionKey } from '@porchlight/server/testing/cluster.ts'
import { importFile } from '../import/import-file.ts'
import { importKinds } from '../import/kinds.ts'
import { writeFiles } from './import/made-up-files.ts'
import { copyOut, plainCopy } from './import/plain-copy.ts'
import { postgresCpu } from './postgres-cpu.ts'

const options = { people: { type: 'string' }, rounds: { type: 'string' }, json: { type: 'boolean' } } as const
const { values } = parseArgs({ options })
const [people, rounds] = [Number(values.people ?? 100_000), Number(values.rounds ?? 2)]

const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-bench-'))
chmodSync(folder, 0o755)
const server = await openEmbedded({ dataFolder: folder })
const admin = openPool(server.url('postgres'), 1)

async function database(name: string): Promise<string> {
  await admin.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  await admin.unsafe(`CREATE DATABASE ${name} TEMPLATE migrated`)
  await admin.unsafe('CHECKPOINT')
  return server.url(name)
}

/** Seconds of wall time, of this process's processor time, and of PostgreSQL's. */
type Figures = { seconds: number; cpu: number; postgresCpu: number | null; perSecond: number }

/** Measures one piece of work on the database. The work must have closed its connections when it resolves. */
async function measured(work: () => Promise<unknown>): Promise<Figures> {
  const before = { started: performance.now(), cpu: process.cpuUsage(), postgres: postgresCpu(folder) }
  await work()
  const seconds = (performance.now() - before.started) / 1000
  const { user, system } = process.cpuUsage(before.cpu)
  await setTimeout(200)
  const after = postgresCpu(folder)
  const used = after === null || before.postgres === null ? null : after - before.postgres
  return { seconds, cpu: (user + system) / 1e6, postgresCpu: used, perSecond: Math.round(people / seconds) }
}

async function bring(ownerUrl: string, kindName: string, file: string): Promise<Figures> {
  const kind = importKinds[kindName]
  if (!kind) throw new Error(kindName)
  const quiet = { say: () => {}, onProgress: () => {} }
  const rejectsFile = `${file}.rejects`
  const given = { ownerUrl, kind, kindName, file, format: 'ndjson', rejectsFile } as const
  return measured(async () => {
    const done = await importFile({ ...given, encryptionKey: testEncryptionKey, ...quiet })
    if (done.rejected > 0) throw new Error(`${done.rejected} records were rejected: ${rejectsFile}`)
  })
}

/** The same file with another surname in one record of a hundred. */
function changedFile(file: string): string {
  const lines = readFileSync(file, 'utf8').split('\n')
  const changed = lines.map((line, n) =>
    n % 100 === 0 ? line.replace('"surname":"', '"surname":"Mc') : line,
  )
  writeFileSync(`${file}.changed`, changed.join('\n'))
  return `${file}.changed`
}

try {
  await ensureRoles(admin, testEncryptionKey)
  await admin.unsafe('CREATE DATABASE migrated TEMPLATE template0')
  const owner = openPool(server.url('migrated'), 1)
  await migrate(owner)
  await owner.end()
  const files = await writeFiles(folder, people)
  const all: Record<string, Figures>[] = []
  let rows = 0
  for (let round = 0; round < rounds; round++) {
    const imported = await database('imported')
    const first = {
      people: await bring(imported, 'people', files.people),
      accounts: await bring(imported, 'accounts', files.accounts),
    }
    rows = await copyOut(imported, folder)
    const copied = await database('copied')
    all.push({
      ...first,
      COPY: await measured(() => plainCopy(copied, folder)),
      'people again': await bring(imported, 'people', files.people),
      'accounts again': await bring(imported, 'accounts', files.accounts),
      'people, 1 % changed': await bring(imported, 'people', changedFile(files.people)),
    })
  }
  const sum = (one: Record<string, Figures>) => (one.people?.seconds ?? 0) + (one.accounts?.seconds ?? 0)
  /** How much of COPY's speed the import has: the aim is a third. */
  const ofCopy = all.map((one) => (one.COPY?.seconds ?? 0) / sum(one))
  console.table(all[ofCopy.indexOf(Math.max(...ofCopy))])
  const summary = { people, rows, import_s: all.map(sum), of_copy: ofCopy }
  console.log(summary)
  if (values.json) console.log(JSON.stringify({ ...summary, rounds: all }))
} finally {
  await admin.end()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
}
