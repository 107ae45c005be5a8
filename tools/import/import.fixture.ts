import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { testEncryptionKey } from '@porchlight/server/testing/cluster.ts'
import { createTestDatabase, type TestDatabase } from '@porchlight/server/testing/test-database.ts'
import { importCommand } from './import-command.ts'
import { type ImportSummary, importFile } from './import-file.ts'
import { importKinds } from './kinds.ts'

/** A database to import into, and a folder of files to import. */
export async function openImportApp() {
  const test = await createTestDatabase()
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-import-'))
  const said: string[] = []
  let nth = 0
  const write = (text: string | Buffer, extension: string) => {
    const file = path.join(folder, `${nth++}.${extension}`)
    writeFileSync(file, text)
    return file
  }
  const bring = (what: string, file: string, batchSize = 1000): Promise<ImportSummary> => {
    const command = importCommand([what, file])
    const kind = importKinds[what]
    if (!kind || 'servicePointId' in command) throw new Error(`no such kind: ${what}`)
    const { format, rejectsFile } = command
    const place = { ownerUrl: test.url, encryptionKey: testEncryptionKey }
    const ways = { batchSize, say: (sentence: string) => said.push(sentence), onProgress: () => {} }
    return importFile({ ...place, kind, kindName: what, file, format, rejectsFile, ...ways })
  }
  /** What was rejected of a file, in short: `line field reason`. */
  const rejectsOf = (file: string): string[] => {
    const rejects = `${file}.rejects.ndjson`
    if (!existsSync(rejects)) return []
    const lines = readFileSync(rejects, 'utf8').trimEnd().split('\n')
    return lines
      .map((line) => JSON.parse(line))
      .map(({ line, field, reason }) => `${line} ${field} ${reason}`)
  }
  const ndjson = (...records: unknown[]) =>
    write(records.map((record) => JSON.stringify(record)).join('\n'), 'ndjson')
  return {
    owner: test.owner,
    url: test.url,
    said,
    write,
    ndjson,
    rejectsOf,
    bring,
    /** Writes records as NDJSON and imports them. */
    bringRecords: async (what: string, ...records: unknown[]) => {
      const file = ndjson(...records)
      const { seconds, ...counts } = await bring(what, file)
      return { ...counts, rejects: rejectsOf(file) }
    },
    /** Each table's rows and versions in one text: what must not change when the same comes again. */
    fingerprint: (...tables: string[]) => fingerprint(test, tables),
    close: async () => {
      rmSync(folder, { recursive: true })
      await test.drop()
    },
  }
}

/** Includes `xmin`, so that a row that was rewritten without a difference counts as written. */
async function fingerprint({ owner }: TestDatabase, tables: string[]): Promise<string[]> {
  return Promise.all(
    tables.map(async (table) => {
      const [row] = await owner.unsafe(
        `SELECT md5(string_agg(t.xmin::text || t::text, '|' ORDER BY t::text)) AS sum FROM ${table} t`,
      )
      return `${table} ${row?.sum}`
    }),
  )
}
