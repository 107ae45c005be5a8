import { listed, type TaskTypeOf } from './compose.ts'
import { type Feature, features } from './features.ts'

export type TaskType = TaskTypeOf<Feature>

/** Every kind of request that the portal can make: the self-service task types of every feature. */
export const taskTypes = listed(features, 'taskTypes') as readonly [TaskType, ...TaskType[]]

export * from './task-action-rows.ts'
export * from './task-states.ts'
