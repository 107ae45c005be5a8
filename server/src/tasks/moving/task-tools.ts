import type { Sql } from '#database/sql.ts'
import type { Grant } from '#policy/grant.ts'
import type { Installation } from '../../installation.ts'
import type { TaskWriter } from '../task-writer.ts'

/**
 * What the task engine needs: a transaction, the grant that allows the change, and the installation. A request's context has
 * all three.
 */
export type TaskTools = {
  sql: Sql
  grant: Grant<TaskWriter>
  installation: Pick<Installation, 'timeZone' | 'taskTypes' | 'taskDelivery'>
}
