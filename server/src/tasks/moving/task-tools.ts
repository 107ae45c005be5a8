import type { Sql } from '#database/sql.ts'
import type { Installation } from '../../installation.ts'

/** What the engine works with: a transaction, and the installation whose task it is. A request's context is one. */
export type TaskTools = {
  sql: Sql
  installation: Pick<Installation, 'timeZone' | 'taskTypes' | 'taskDelivery'>
}
