import { openPool } from '#database/sql.ts'

/** A process that erases row by row and says each: a test kills it in the middle. */
const [, , url = ''] = process.argv
const pool = openPool(url, 1)
for (let batch = 1; ; batch += 1) {
  const [row] = await pool`SELECT erase_person_batch(1) AS is_done`
  process.stdout.write(`${batch}\n`)
  if (row?.isDone !== false) break
}
await pool.end()
