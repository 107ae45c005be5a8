import type { Reason } from '@porchlight/contract/reasons.ts'

/** The assignee of a to-do, and whether it is done. */
export type ToDoState = { assignedTo: string | null; isDone: boolean }

/**
 * Returns why a CSR may not work on a to-do: it is done, or assigned to another CSR. Undefined if the CSR may. A CSR who may assign
 * to-dos may take over those of others.
 */
export function obstacleTo(
  { assignedTo, isDone }: ToDoState,
  csrId: string,
  mayAssign: boolean,
): (Reason & ('already-done' | 'assigned-to-another')) | undefined {
  if (isDone) return 'already-done'
  if (assignedTo !== null && assignedTo !== csrId && !mayAssign) return 'assigned-to-another'
  return undefined
}
