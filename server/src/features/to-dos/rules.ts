import type { Reason } from '@porchlight/contract/reasons.ts'

/** Whose to do it is, and whether it is done. */
export type Standing = { assignedTo: string | null; isDone: boolean }

/**
 * Why a CSR may not work on a to do as it stands: it is done, or another has taken it. Whoever may assign it may take it over.
 */
export function standsAgainst(
  { assignedTo, isDone }: Standing,
  csrId: string,
  mayAssign: boolean,
): (Reason & ('already-done' | 'assigned-to-another')) | undefined {
  if (isDone) return 'already-done'
  if (assignedTo !== null && assignedTo !== csrId && !mayAssign) return 'assigned-to-another'
  return undefined
}
