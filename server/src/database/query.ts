import { idsCarried } from '#policy/decide.ts'
import type { Grant, GrantedAction, GrantIds } from '#policy/grant.ts'
import type { Sql } from './sql.ts'

export type QueryTypes = { params: object; row: object }

/** A named, prepared statement with generated types (`npm run types`). */
export type Query<T extends QueryTypes> = {
  (sql: Sql, params: T['params']): Promise<T['row'][]>
  /** The first row; undefined where there is none. */
  first(sql: Sql, params: T['params']): Promise<T['row'] | undefined>
  /** The only row. Throws where there is none: use it for statements that always answer. */
  one(sql: Sql, params: T['params']): Promise<T['row']>
} & Statement

/** What the generator of types reads of a statement. */
export type Statement = {
  readonly queryName: string
  readonly text: string
  readonly names: readonly string[]
  readonly kind: 'query' | 'command' | 'public command'
}

/** The parameters that a command still takes. The ids that its grant carries cannot be passed. */
type Passed<Params, A extends GrantedAction> = Omit<Params, keyof GrantIds<A>> & {
  [Id in keyof Params & keyof GrantIds<A>]?: never
}
type Given<T extends QueryTypes, A extends GrantedAction> = {
  [Name in keyof Passed<T['params'], A>]: Passed<T['params'], A>[Name]
}
type Arguments<T extends QueryTypes, A extends GrantedAction> =
  object extends Given<T, A> ? [params?: Given<T, A>] : [params: Given<T, A>]

/** A named, prepared statement that writes. The ids in its parameters that were decided on come from the grant. */
export type Command<T extends QueryTypes, A extends GrantedAction> = {
  (sql: Sql, grant: Grant<A>, ...given: Arguments<T, A>): Promise<T['row'][]>
  /** The first row; undefined where there is none. */
  first(sql: Sql, grant: Grant<A>, ...given: Arguments<T, A>): Promise<T['row'] | undefined>
  /** The only row. Throws where there is none: use it for statements that always answer. */
  one(sql: Sql, grant: Grant<A>, ...given: Arguments<T, A>): Promise<T['row']>
} & Statement

type Values = Readonly<Record<string, unknown>>

/** Prepares a statement whose parameters are written `$name`. */
function prepare(queryName: string, source: string) {
  const names: string[] = []
  const text = source.replace(/\$([a-zA-Z]\w*)/g, (_, name: string) => {
    if (!names.includes(name)) names.push(name)
    return `$${names.indexOf(name) + 1}`
  })
  const run = async <Row>(sql: Sql, values: Values): Promise<Row[]> => {
    const given = names.map((name) => (values[name] ?? null) as never)
    return [...(await sql.unsafe(text, given, { prepare: true }))] as Row[]
  }
  const only = <Row>([row]: Row[]): Row => {
    if (row === undefined) throw new Error(`${queryName} answered no row`)
    return row
  }
  return { run, only, statement: { queryName, text, names } }
}

/**
 * Declares a statement that reads. Parameters are written `$name`; the row and parameter types come from `queries.generated.ts`
 * beside it, which `npm run types` makes from a freshly migrated database. It refuses a statement that PostgreSQL would write by.
 */
export function query<T extends QueryTypes>(queryName: string, source: string): Query<T> {
  const { run, only, statement } = prepare(queryName, source)
  const rows = (sql: Sql, params: T['params']) => run<T['row']>(sql, params as Values)
  return Object.assign(rows, {
    first: async (sql: Sql, params: T['params']) => (await rows(sql, params))[0],
    one: async (sql: Sql, params: T['params']) => only(await rows(sql, params)),
    ...statement,
    kind: 'query' as const,
  })
}

/**
 * Declares a statement that writes, and the action (or a union of actions) that allows it. It runs with a grant of that action:
 * parameters that the grant carries (`$accountId`, `$csrId` ...) are filled from it. Passing another value for one throws.
 */
export function command<T extends QueryTypes, A extends Exclude<GrantedAction, 'public'>>(
  queryName: string,
  source: string,
): Command<T, A> {
  return writing(queryName, source, 'command')
}

/**
 * Declares a write of a public endpoint, or one that is made before anyone is identified. Each is listed by name in
 * `policy/public.test.ts`. `A`: further actions that write by it too.
 */
export function publicCommand<T extends QueryTypes, A extends GrantedAction = 'public'>(
  queryName: string,
  source: string,
): Command<T, A | 'public'> {
  return writing(queryName, source, 'public command')
}

function writing<T extends QueryTypes, A extends GrantedAction, Kind extends Statement['kind']>(
  queryName: string,
  source: string,
  kind: Kind,
): Command<T, A> {
  const { run, only, statement } = prepare(queryName, source)
  const rows = (sql: Sql, grant: Grant<A>, ...[params]: Arguments<T, A>): Promise<T['row'][]> => {
    const decided = idsCarried(grant)
    if (!decided) throw new Error(`${queryName} was given no grant that decide made`)
    written.add(grant)
    const values: Record<string, unknown> = { ...(params as Values | undefined) }
    for (const name of statement.names) {
      if (!Object.hasOwn(decided, name)) continue
      if (values[name] !== undefined && values[name] !== decided[name])
        throw new Error(`${queryName} was passed another ${name} than the one that was decided on`)
      values[name] = decided[name]
    }
    return run(sql, values)
  }
  return Object.assign(rows, {
    first: async (...given: Parameters<typeof rows>) => (await rows(...given))[0],
    one: async (...given: Parameters<typeof rows>) => only(await rows(...given)),
    ...statement,
    kind,
  })
}

const written = new WeakSet<object>()

/** Returns whether a command has run with this grant. */
export const hasWritten = (grant: object): boolean => written.has(grant)
