/**
 * What staff may do to a task besides looking at it. One row for each action: the fields that it is given beside the version
 * that the CSR saw. The permission `task:<action>`, the body of its request and what the desk sends follow from the row. Which states have the action, and the state after it, is the lifecycle's to say
 * (server/src/tasks/lifecycle).
 */
export const taskActionRows = {
  discard: { fields: { reason: 'required' } },
  retry: { fields: { reason: 'optional' } },
  approve: { fields: { reason: 'optional', amountCents: 'optional' } },
  reject: { fields: { reason: 'required' } },
  'complete-by-hand': { fields: { reason: 'required' } },
  reschedule: { fields: { reason: 'optional', scheduledOn: 'required' } },
  resend: { fields: { reason: 'optional' } },
  assign: { fields: { reason: 'optional', assignTo: 'required' } },
  note: { fields: { reason: 'required' } },
} as const

type Rows = typeof taskActionRows
export type TaskAction = keyof Rows
/** The fields that an action is given, each with whether it must be there. */
export type TaskActionFields<A extends TaskAction> = Rows[A]['fields']

export const taskActions = Object.keys(taskActionRows) as [TaskAction, ...TaskAction[]]

/** The permission that each action needs. */
export const taskActionPermissions = taskActions.map((action) => `task:${action}` as const)

/** What a lifecycle can demand of an action that its fields leave open. */
export const taskActionNeeds = ['reason', 'date', 'amount'] as const
export type TaskActionNeed = (typeof taskActionNeeds)[number]
