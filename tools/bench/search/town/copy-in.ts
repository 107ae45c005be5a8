import type { CopyIn, Pool, Sql } from '@porchlight/server/database/sql.ts'
import { type FilledTable, filledTableNames, filledTables } from './filled-tables.ts'
import type { Household } from './household.ts'
import { type AddLine, addHousehold } from './household-lines.ts'

const chunkBytes = 128 * 1024

/** A running COPY, with the lines that are buffered for it. */
class TableCopy {
  #lines: string[] = []
  #size = 0

  private constructor(readonly copy: CopyIn) {}

  static async open(sql: Sql, table: FilledTable, options: string): Promise<TableCopy> {
    const columns = filledTables[table].join(', ')
    return new TableCopy(await sql.copyIn(`COPY ${table} (${columns}) FROM STDIN ${options}`))
  }

  add(line: string): void {
    this.#lines.push(line)
    this.#size += line.length + 1
  }

  get isFull() {
    return this.#size > chunkBytes
  }

  async flush(): Promise<void> {
    if (this.#size === 0) return
    const chunk = Buffer.from(`${this.#lines.join('\n')}\n`)
    this.#lines = []
    this.#size = 0
    await this.copy.write(chunk)
  }

  async finish(): Promise<void> {
    await this.flush()
    await this.copy.end()
  }
}

/**
 * Fills empty tables without triggers and foreign keys: one COPY for each table, all at once, each on its own connection, so that memory
 * stays constant. Rows are inserted frozen, so that no vacuum rewrites them afterwards.
 * @param owner a pool of at least as many connections as there are tables
 */
export async function copyIntoEmpty(owner: Pool, households: Iterable<Household>): Promise<void> {
  let begin = (_: Map<FilledTable, TableCopy>) => {}
  const all = new Promise<Map<FilledTable, TableCopy>>((resolve) => {
    begin = resolve
  })
  const open = new Map<FilledTable, TableCopy>()
  const writing = all.then((copies) => write(copies, households))
  const table = (name: FilledTable) =>
    owner.begin(async (sql) => {
      await sql`SET LOCAL session_replication_role = replica`
      await sql.unsafe(`TRUNCATE ${name}`)
      const copy = await TableCopy.open(sql, name, '(FREEZE)')
      open.set(name, copy)
      if (open.size === filledTableNames.length) begin(open)
      await writing
      await copy.finish()
    })
  await Promise.all(filledTableNames.map(table))
}

async function write(copies: Map<FilledTable, TableCopy>, households: Iterable<Household>): Promise<void> {
  const addLine: AddLine = (table, line) => copies.get(table)?.add(line)
  for (const household of households) {
    addHousehold(household, addLine)
    for (const copy of copies.values()) if (copy.isFull) await copy.flush()
  }
}

/** Adds to tables in use, in one transaction, with triggers and foreign keys as they are. */
export async function copyIntoFilled(owner: Pool, households: readonly Household[]): Promise<void> {
  const lines = new Map(filledTableNames.map((name) => [name, [] as string[]]))
  for (const household of households) addHousehold(household, (table, line) => lines.get(table)?.push(line))
  await owner.begin(async (sql) => {
    for (const [table, rows] of lines) {
      const copy = await TableCopy.open(sql, table, '')
      for (const line of rows) {
        copy.add(line)
        if (copy.isFull) await copy.flush()
      }
      await copy.finish()
    }
  })
}
