/** Replaces the product's write without a grant's checks: parameters come from a plain object, and no ids are compared. Counts the writes. */
import { query } from '@porchlight/server/database/query.ts'
import type { Sql } from '@porchlight/server/database/sql.ts'
import { counts } from './bare-decide.ts'

export { query } from '@porchlight/server/database/query.ts'

export function command(queryName: string, source: string) {
  const statement = query(queryName, source)
  const given = (grant: object, params: object = {}) => {
    counts.commands += 1
    return { ...grant, ...params }
  }
  const rows = (sql: Sql, grant: object, params?: object) => statement(sql, given(grant, params))
  return Object.assign(rows, {
    first: (sql: Sql, grant: object, params?: object) => statement.first(sql, given(grant, params)),
    one: (sql: Sql, grant: object, params?: object) => statement.one(sql, given(grant, params)),
    kind: 'command',
  })
}
export const publicCommand = command
export const hasWritten = () => true
