import type { ActionName } from './actionable-task.ts'

/** One letter for each action, on a task and on the chosen ones; in the order in which they are shown. */
export const actionKeys = {
  approve: 'a',
  // j and k move in every list.
  reject: 'e',
  retry: 't',
  'complete-by-hand': 'b',
  reschedule: 'w',
  resend: 's',
  assign: 'g',
  note: 'n',
  discard: 'd',
} as const satisfies Record<ActionName, string>

export const actionNames = Object.keys(actionKeys) as ActionName[]
