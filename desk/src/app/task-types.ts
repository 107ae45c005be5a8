import type { TaskType } from '@porchlight/contract/task-types.ts'
import { namesOf } from './messages.ts'

/** The task types, from the desk's words: the contract's list would bring the schemas of every endpoint into the bundle. */
export const taskTypes = namesOf('task-type') as TaskType[]
