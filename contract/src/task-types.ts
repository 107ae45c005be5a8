import { taskTypes } from './task-types.generated.ts'

/** Any kind of request that customers make. The server declares each in a `task-types.ts`, with what it does. */
export type TaskType = (typeof taskTypes)[number]

export * from './task-action-rows.ts'
export * from './task-states.ts'
export { taskTypes }
