import type { Sql } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import type { Installation } from '../../installation.ts'
import type { TaskWriter } from '../task-writer.ts'

/** What the engine works with: a transaction, the grant that allows it, and the installation. A request's context is one. */
export type TaskTools = {
  sql: Sql
  grant: Grant<TaskWriter>
  installation: Pick<Installation, 'timeZone' | 'taskTypes' | 'taskDelivery'>
}
