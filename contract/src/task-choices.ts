/** What the Self-Service Task Query offers, as names: a browser needs no more of it at run time. */

/** By what tasks can be sorted. By amount: those that have one. */
export const taskSorts = ['created', 'updated', 'type', 'state', 'amount'] as const
export type TaskSort = (typeof taskSorts)[number]

/** How long ago a task was made, in days of the utility's calendar: today, one to three days ago ... */
export const taskAges = ['today', '1-3', '4-7', '8-30', 'over-30'] as const
export type TaskAge = (typeof taskAges)[number]

export const taskAssignments = ['anyone', 'me', 'my-groups', 'nobody'] as const

/** The columns that the query can show beside the task's id. */
export const taskColumns = [
  'type',
  'state',
  'account',
  'customer',
  'created',
  'updated',
  'amount',
  'assigned',
  'made-by',
  'web-user-id',
  'email-address',
  'ip-address',
  'self-service-user-id',
  'prepared-by',
  'correlation-id',
] as const
export type TaskColumn = (typeof taskColumns)[number]

/** How many persons a name may fit, as in customer search; beyond it the answer says that the name is cut. */
export const mostPersonsNamed = 300
/** The rows of one page. */
export const taskPageSize = 50
/** The rows of one export. */
export const mostExported = 100_000
