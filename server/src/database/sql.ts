import postgres from 'postgres'

/** A connection, a transaction or a pool: what a query runs on. bigint columns arrive as numbers. */
export type Sql = postgres.ISql<{ bigint: number }>
export type Pool = postgres.Sql<{ bigint: number }>

function safeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the safe integers`)
  return value
}

const camel = (column: string) =>
  column.replace(/[!?]$/, '').replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase())

/**
 * Opens a pool. Dates stay text (`YYYY-MM-DD`), bigint and numeric become numbers, columns become camelCase; a trailing
 * `!` or `?` in a column's alias is a mark for the type generator (never null, may be null) and is taken off.
 * @param onQuery is told each statement as it is sent
 */
export function openPool(url: string, max: number, onQuery?: (text: string) => void): Pool {
  return postgres(url, {
    max,
    ...(onQuery ? { debug: (_: number, text: string) => onQuery(text) } : {}),
    onnotice: () => {},
    connect_timeout: 10,
    connection: { application_name: 'porchlight' },
    transform: { column: { from: camel } },
    // Where types are only known to the server, postgres.js asks for them once per connection.
    types: {
      bigint: { to: 20, from: [20], serialize: String, parse: safeNumber },
      numeric: { to: 1700, from: [1700], serialize: String, parse: Number },
      date: { to: 1082, from: [1082], serialize: String, parse: (text: string) => text },
    },
  }) as unknown as Pool
}
