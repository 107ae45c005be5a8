import type { TaskType } from '@porchlight/contract/task-types.ts'
import { namesOf } from './messages.ts'

/** The task types, read from the desk's texts: importing the contract's list would bundle the schemas of every endpoint. */
export const taskTypes = namesOf('task-type') as TaskType[]
