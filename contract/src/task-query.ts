import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { TaskRow } from './self-service-tasks.ts'
import { mostExported, taskAges, taskAssignments, taskSorts } from './task-choices.ts'
import { taskStates, taskTypes } from './task-types.ts'
import { AccountId, CalendarDate, Cents, Id, Locale, optionalText } from './values.ts'

const choices = <const T extends readonly [string, ...string[]]>(names: T) =>
  z.array(z.enum(names)).max(names.length).optional()

/** Filters that name no customer: what an address and a saved view may keep. */
export const TaskFilters = z.strictObject({
  /** None: any. */
  taskTypes: choices(taskTypes),
  states: choices(taskStates),
  /** Open: not final, and no draft. */
  show: z.enum(['open', 'non-final', 'all']).optional(),
  madeBy: z.enum(['anyone', 'customer', 'csr']).optional(),
  assigned: z.enum(taskAssignments).optional(),
  age: z.enum(taskAges).optional(),
  /** Days on which tasks were made, both included. */
  from: CalendarDate.optional(),
  to: CalendarDate.optional(),
  leastCents: Cents.nonnegative().max(1e14).optional(),
  mostCents: Cents.nonnegative().max(1e14).optional(),
})
export type TaskFilters = z.infer<typeof TaskFilters>

/** Every question that can be asked: the filters, and who or what the tasks belong to. */
export const TaskTerms = TaskFilters.extend({
  customerName: optionalText(120).optional(),
  accountId: AccountId.optional(),
  taskId: Id.optional(),
  /** The beginning of a user name; % inside stands for anything. */
  webUser: optionalText(120).optional(),
  webUserId: Id.optional(),
  /** Who made it or prepared it. */
  csrId: optionalText(60).optional(),
  correlationId: z.uuid().optional(),
})
export type TaskTerms = z.infer<typeof TaskTerms>

export const TaskOrder = z.strictObject({
  sort: z.enum(taskSorts),
  direction: z.enum(['ascending', 'descending']),
})
export type TaskOrder = z.infer<typeof TaskOrder>

/** The cursor of a page's end. Clients send it back unchanged. */
const Cursor = z.string().max(200)

const asks = { action: 'task:view', masquerade: 'never', task: null, reads: true } as const

const endpoints = {
  /** The newest first where no order is given; 50 a page, each page behind the cursor of the one before. */
  queryTasks: endpoint({
    method: 'POST',
    path: '/api/desk/self-service-tasks/query',
    ...asks,
    opens: 'task',
    body: TaskTerms.extend({ ...TaskOrder.partial().shape, cursor: Cursor.optional() }),
    response: z.object({
      tasks: z.array(TaskRow),
      nextCursor: z.string().nullable(),
      /** True if the name matches too many persons. Tasks of the persons beyond the limit are missing. */
      isNameCut: z.boolean(),
    }),
  }),
  /** Counts the open tasks that match the same query, by state, type and age; at most 100,000 in all. */
  countTasks: endpoint({
    method: 'POST',
    path: '/api/desk/self-service-tasks/count',
    ...asks,
    body: TaskTerms,
    response: z.object({
      counts: z.array(
        z.object({
          state: z.enum(taskStates),
          taskType: z.string(),
          age: z.enum(taskAges),
          count: z.number().int().positive(),
        }),
      ),
      isCut: z.boolean(),
    }),
  }),
  /**
   * The same tasks as CSV, 1,000 a page, the first with the names of the columns. `/api/desk/self-service-tasks/export.csv`
   * streams all of them, up to 100,000. Each export is on the record.
   */
  exportTasks: endpoint({
    method: 'POST',
    path: '/api/desk/self-service-tasks/export',
    action: 'task:export',
    masquerade: 'never',
    task: null,
    reads: true,
    body: TaskTerms.extend({
      ...TaskOrder.partial().shape,
      cursor: Cursor.optional(),
      /** The number of rows on the previous pages. */
      rowsBefore: z.number().int().min(0).max(mostExported).optional(),
      /** The language of the column names. */
      locale: Locale.optional(),
    }),
    response: z.object({ csv: z.string(), rows: z.number(), nextCursor: z.string().nullable() }),
  }),
}

export const taskQuery = feature({ endpoints })
