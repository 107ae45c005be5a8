/**
 * Generates the types of every query's parameters and rows from a freshly migrated database: `queries.generated.ts` beside
 * each `queries.ts`. Refuses a statement that writes and is declared as a `query`, and a `command` that does not write.
 * `--check` writes nothing and fails where one differs. Arguments: parts of folder names to limit it to.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Statement } from '../server/src/database/query.ts'
import { openPool, type Sql } from '../server/src/database/sql.ts'
import { openTestCluster } from '../server/src/testing/cluster.ts'
import { typeOf } from './postgres-types.ts'
import { misdeclared, writingFunctions } from './statement-writes.ts'

const check = process.argv.includes('--check')
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))

const pascal = (name: string) => name.replace(/(^|-)([a-z0-9])/g, (_, __, c: string) => c.toUpperCase())
const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase())

async function typesOf(sql: Sql, notNull: Set<string>, q: Statement): Promise<string> {
  const statement = await sql.describe(q.text).catch((error: Error) => {
    throw new Error(`${q.queryName}: ${error.message}`)
  })
  const params = q.names.map((name, i) => `${name}: ${typeOf(statement.types[i] ?? 0)} | null`)
  const row = statement.columns.map((column) => {
    const mark = /[!?]$/.exec(column.name)?.[0]
    const never = mark === '!' || (mark !== '?' && notNull.has(`${column.tableID}.${column.columnID}`))
    const type = typeOf(column.dataTypeID)
    return `${camel(column.name.replace(/[!?]$/, ''))}: ${type}${never || type === 'unknown' ? '' : ' | null'}`
  })
  return `export type ${pascal(q.queryName)} = {\n  params: { ${params.join('; ')} }\n  row: ${row.length > 0 ? `{ ${row.join('; ')} }` : 'object'}\n}\n`
}

const { server, template } = await openTestCluster()
const sql = openPool(server.url(template), 1)
let differing = 0
let wrong = 0
try {
  const columns =
    await sql`SELECT attrelid::text || '.' || attnum AS key FROM pg_attribute WHERE attnotnull AND attnum > 0`
  const notNull = new Set(columns.map((row) => String(row.key)))
  const writing = await writingFunctions(sql)
  const files = readdirSync('server/src', { recursive: true, encoding: 'utf8' }).filter(
    (f) => path.basename(f) === 'queries.ts',
  )
  for (const file of files.sort().map((f) => path.join('server/src', f))) {
    if (wanted.length > 0 && !wanted.some((part) => file.includes(part))) continue
    const module: Record<string, unknown> = await import(pathToFileURL(path.resolve(file)).href)
    const queries = Object.values(module).filter(
      (value): value is Statement & (() => unknown) => typeof value === 'function' && 'queryName' in value,
    )
    const types: string[] = []
    for (const q of queries.sort((a, b) => a.queryName.localeCompare(b.queryName)))
      types.push(await typesOf(sql, notNull, q))
    for (const q of queries) {
      const problem = await misdeclared(sql, writing, q)
      if (!problem) continue
      wrong++
      console.error(`${file}: ${problem}`)
    }
    const target = file.replace(/queries\.ts$/, 'queries.generated.ts')
    const text = `// Made by \`npm run types\` from the migrated database. Not to be edited.\n\n${types.join('\n')}`
    if (existsSync(target) && readFileSync(target, 'utf8') === text) continue
    differing++
    if (check) console.error(`${target} differs from what the database says: run npm run types`)
    else {
      writeFileSync(target, text)
      console.log(`wrote ${target}`)
    }
  }
} finally {
  await sql.end()
  await server.close()
}
if (wrong > 0 || (check && differing > 0)) process.exitCode = 1
