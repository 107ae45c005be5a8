import type { FieldDef } from 'pg'
import type { Row } from './columns.ts'
import type { Connection, QueryOptions } from './connection.ts'
import { ConnectionError } from './errors.ts'
import type { CopyIn, Description } from './execution.ts'
import { isTemplate, RowToInsert, Tagged } from './tagged.ts'
import { JsonValue } from './values.ts'

export type { CopyIn, Description, FieldDef, Row }

/** A connection, a transaction or a pool: what a query runs on. bigint columns arrive as numbers. */
export type Sql = {
  /**
   * Makes a statement with its values. The statement is sent when it is awaited; inside another template it becomes a part of
   * that statement.
   */
  <T extends readonly object[] = Row[]>(
    strings: TemplateStringsArray,
    ...values: readonly unknown[]
  ): Tagged<T>
  /** Columns and values of one row: `INSERT INTO table ${sql(row)}`. */
  (row: Readonly<Record<string, unknown>>): RowToInsert
  /** Sends a statement as it is; without values it may be several. `prepare` keeps it prepared on the connection. */
  unsafe<T extends readonly object[] = Row[]>(
    text: string,
    values?: readonly unknown[],
    options?: { prepare?: boolean },
  ): Promise<T>
  /** A value that is sent as JSON. */
  json(value: unknown): JsonValue
  /** Begins a `COPY ... FROM STDIN`. */
  copyIn(statement: string): Promise<CopyIn>
  /** Returns the types of a statement's parameters and its columns, without running it. */
  describe(text: string): Promise<Description>
}

/** A connection reserved for one caller until it is released. */
export type Reserved = Sql & {
  /** Gives the connection back. Ends it instead if a transaction is open or a statement is unfinished. */
  release(): void
  /** Ends the connection at once. In-flight statements fail, and the server rolls back an open transaction. */
  destroy(): void
}

type Sending = {
  query(text: string, values?: readonly unknown[], options?: QueryOptions): Promise<Row[]>
  copyIn(statement: string): Promise<CopyIn>
  describe(text: string): Promise<Description>
}

const tagged: QueryOptions = { prepare: true, typesOfValues: true }

/** Returns what statements are written with, over what sends them. */
export function sqlOver(sending: Sending): Sql {
  const run = (text: string, values: readonly unknown[]) => sending.query(text, values, tagged)
  const sql = (first: TemplateStringsArray | Record<string, unknown>, ...values: readonly unknown[]) =>
    isTemplate(first) ? new Tagged(first, values, run) : new RowToInsert(first)
  const rest: Omit<Sql, never> = {
    unsafe: <T>(text: string, values?: readonly unknown[], options?: { prepare?: boolean }) =>
      sending.query(text, values, options) as Promise<T>,
    json: (value) => new JsonValue(value),
    copyIn: (statement) => sending.copyIn(statement),
    describe: (text) => sending.describe(text),
  }
  return Object.assign(sql, rest) as Sql
}

/** Returns a connection as its holder sees it: after its release nothing can be sent over it. */
export function reservedOver(connection: Connection, giveBack: (connection: Connection) => void): Reserved {
  let isHeld = true
  const held = () => {
    if (!isHeld) throw new ConnectionError('CONNECTION_ENDED')
    return connection
  }
  const sql = sqlOver({
    query: async (text, values, options) => held().query(text, values, options),
    copyIn: async (statement) => held().copyIn(statement),
    describe: async (text) => held().describe(text),
  })
  const release = () => {
    if (!isHeld) return
    isHeld = false
    giveBack(connection)
  }
  const destroy = () => {
    if (isHeld) connection.destroy()
  }
  return Object.assign(sql, { release, destroy })
}
