import type { TaskState } from '@porchlight/contract/task-types.ts'
import type { AnyTaskType } from './task-type.ts'

/** When the worker takes a task up that comes into a state; null where it waits for somebody else, or for nobody. */
export function whenDue(type: AnyTaskType, state: TaskState): 'now' | 'on-date' | null {
  if (state === 'scheduled') return 'on-date'
  return state === 'pending' && type.pendingFor === undefined ? 'now' : null
}

/** How long a task may wait in a state, as a PostgreSQL interval; null where it may for ever. */
export const expiresIn = (type: AnyTaskType, state: TaskState): string | null => type.expires?.[state] ?? null
