import { openPool, type Sql } from '#database/sql.ts'
import { StartRefused } from '../start-refused.ts'

const patienceMs = 10_000

const backend = async (sql: Sql) => Number((await sql.unsafe('SELECT pg_backend_pid() AS pid'))[0]?.pid)

/** @throws StartRefused when the work exceeds the time-out */
async function withinPatience<T>(work: Promise<T>, sentence: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StartRefused(sentence)), patienceMs)
  })
  work.catch(() => {})
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

const refusal =
  'DATABASE_URL leads to a pooler in transaction mode, which Porchlight cannot use: point it at PostgreSQL itself, or set pool_mode to session.'

/**
 * Refuses a pooler that gives each transaction another connection of the server: statements that were prepared, notices and the
 * lock of the migrations belong to one connection, and pages would fail one by one. Two connections show it: while the second
 * one holds what the first one had, the first one is another, or gets none.
 * @throws StartRefused
 */
export async function refuseTransactionPooling(url: string): Promise<void> {
  const open = () => openPool(url, 1, undefined, { checkoutMs: 5_000 })
  const [first, second] = [open(), open()]
  try {
    const before = await backend(first)
    const held = await second.reserve()
    try {
      await withinPatience(
        held.unsafe('BEGIN').then(() => backend(held)),
        'DATABASE_URL leads to a pooler that gives no second connection: Porchlight needs several at once, so raise default_pool_size.',
      )
      const after = await withinPatience(backend(first), refusal)
      if (after !== before) throw new StartRefused(refusal)
    } finally {
      held.destroy()
    }
  } finally {
    await Promise.all([first.end({ timeout: 0 }), second.end({ timeout: 0 })])
  }
}
