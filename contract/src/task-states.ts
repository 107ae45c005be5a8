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

/** What staff may do to a task besides looking at it; each needs the permission `task:<action>`. */
export const taskActions = [
  'discard',
  'retry',
  'approve',
  'reject',
  'complete-by-hand',
  'reschedule',
  'resend',
  'assign',
  'note',
] as const
export type TaskAction = (typeof taskActions)[number]

/** What an action must be given. */
export const taskActionNeeds = ['reason', 'date', 'amount'] as const
export type TaskActionNeed = (typeof taskActionNeeds)[number]
