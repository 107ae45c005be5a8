import { type TaskColumn, taskColumns } from '@porchlight/contract/task-choices.ts'
import { TaskFilters, TaskOrder } from '@porchlight/contract/task-query.ts'
import { z } from 'zod'

export type KeptView = {
  name: string
  csrGroup: string | null
  filters: TaskFilters
  order: TaskOrder
  columns: TaskColumn[]
}

const Terms = z.object({ filters: TaskFilters, order: TaskOrder })

/**
 * Reads a saved view. Leaves out values that this version does not know (a removed task type): an incomplete view that opens is
 * better than one that is refused.
 */
export function viewOf(row: {
  name: string
  csrGroup: string | null
  terms: unknown
  columns: string[]
}): KeptView {
  const parsed = Terms.safeParse(row.terms)
  const terms = parsed.success
    ? parsed.data
    : { filters: {}, order: { sort: 'created', direction: 'descending' } as const }
  return {
    name: row.name,
    csrGroup: row.csrGroup,
    ...terms,
    columns: taskColumns.filter((column) => row.columns.includes(column)),
  }
}
