import { openPool } from '#database/sql.ts'

/** A process that erases row by row, says each, and stops in the middle, where a test kills it. A busy test would kill it too late. */
const middle = 25
const [, , url = ''] = process.argv
const pool = openPool(url, 1)
for (let batch = 1; ; batch += 1) {
  const [row] = await pool`SELECT erase_person_batch(1) AS is_done`
  process.stdout.write(`${batch}\n`)
  if (batch === middle) process.kill(process.pid, 'SIGSTOP')
  if (row?.isDone !== false) break
}
await pool.end()
