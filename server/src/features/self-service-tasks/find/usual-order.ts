import type { TaskOrder } from '@porchlight/contract/task-query.ts'

/** Without an order: the newest first. */
export const usualOrder: TaskOrder = { sort: 'created', direction: 'descending' }
