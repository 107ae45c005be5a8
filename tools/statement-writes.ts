import type { Statement } from '../server/src/database/query.ts'
import type { Sql } from '../server/src/database/sql.ts'

/** PostgreSQL's own functions that change rows or tell others something that outlives the statement. */
const writesOfPostgres = ['nextval', 'setval', 'pg_notify', 'lo_create', 'lo_put', 'lo_unlink', 'lowrite']

const modifies =
  /\b(INSERT\s+INTO|UPDATE\s+(?:ONLY\s+)?[\w."]+|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE|CREATE|ALTER|DROP|NOTIFY)\b/i
const withoutComments = (source: string) =>
  source.replace(/--.*$/gm, '').replace(/FOR\s+(NO\s+KEY\s+)?UPDATE/gi, '')
const calls = (source: string, name: string) => new RegExp(`\\b${name}\\s*\\(`, 'i').test(source)

/**
 * Returns the names of the functions that write. PostgreSQL itself keeps a stable or immutable function from writing, so that
 * only volatile ones are looked at: those whose body changes rows, or calls another one that does.
 */
export async function writingFunctions(sql: Sql): Promise<ReadonlySet<string>> {
  const rows = await sql.unsafe(
    `SELECT proname AS name, COALESCE(pg_get_function_sqlbody(p.oid), prosrc) AS source FROM pg_proc p
     WHERE pronamespace = 'public'::regnamespace AND provolatile = 'v' AND prorettype <> 'trigger'::regtype`,
  )
  const bodies = rows.map((row) => ({ name: String(row.name), source: withoutComments(String(row.source)) }))
  const writing = new Set(writesOfPostgres)
  for (let before = -1; before < writing.size; ) {
    before = writing.size
    for (const { name, source } of bodies)
      if (modifies.test(source) || [...writing].some((other) => calls(source, other))) writing.add(name)
  }
  return writing
}

/** Says by what a statement writes, as PostgreSQL plans it; undefined where it only reads. Locking rows is no writing. */
export async function writesBy(
  sql: Sql,
  statement: string,
  writing: ReadonlySet<string>,
): Promise<string | undefined> {
  const [row] = await sql.unsafe(`EXPLAIN (GENERIC_PLAN, VERBOSE, FORMAT JSON) ${statement}`)
  const plan = JSON.stringify(Object.values(row ?? {})[0])
  if (plan.includes('"Node Type":"ModifyTable"')) return 'a change of rows'
  return [...writing].find((name) => calls(plan, name) || calls(plan, `public.${name}`))
}

/** Says what is wrong with the declaration of a statement; undefined where nothing is. */
export async function misdeclared(
  sql: Sql,
  writing: ReadonlySet<string>,
  { queryName, text, kind }: Statement,
): Promise<string | undefined> {
  const by = await writesBy(sql, text, writing)
  if (kind !== 'query') return by ? undefined : `${queryName} only reads: declare it as a query`
  if (!by) return undefined
  return `${queryName} writes (${by}): declare it as a command, with the action that allows it`
}
