import type { TaskState } from '@porchlight/contract/task-types.ts'

/** The states that a task went through to the one it is in, and after how many seconds; the first is its making. */
export function pathTo(state: TaskState, isAtOnce: boolean): readonly (readonly [TaskState, number])[] {
  switch (state) {
    case 'draft':
    case 'pending':
    case 'awaiting-verification':
    case 'awaiting-approval':
      return [[state, 0]]
    case 'scheduled':
    case 'processing':
      return [
        ['pending', 0],
        [state, 20],
      ]
    case 'error':
      return [
        ['pending', 0],
        ['processing', 15],
        ['error', 65],
      ]
    case 'completed':
      return isAtOnce
        ? [['completed', 0]]
        : [
            ['pending', 0],
            ['processing', 20],
            ['completed', 95],
          ]
    case 'discarded':
      return [
        ['pending', 0],
        ['discarded', 600],
      ]
    case 'rejected':
      return [
        ['awaiting-approval', 0],
        ['rejected', 4000],
      ]
    case 'expired':
      return [
        ['awaiting-verification', 0],
        ['expired', 7200],
      ]
  }
}

/** Why a task came into a state, where somebody must say. */
export const stateReasons: Partial<Record<TaskState, string>> = {
  error: 'The billing system did not answer.',
  discarded: 'No longer wanted.',
  rejected: 'The documents do not match.',
  expired: 'Nobody confirmed in time.',
}
