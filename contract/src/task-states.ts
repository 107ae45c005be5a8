export const taskStates = [
  'draft',
  'pending',
  'awaiting-verification',
  'awaiting-approval',
  'scheduled',
  'processing',
  'error',
  'completed',
  'discarded',
  'rejected',
  'expired',
] as const
export type TaskState = (typeof taskStates)[number]

/** A final task is never reopened: undoing a completed one is a new task that names it. */
export const finalStates: readonly TaskState[] = ['completed', 'discarded', 'rejected', 'expired']
