/**
 * What staff may do to a task besides looking at it. One row for each action: the endpoint that performs it, and the fields that
 * it is given beside the version that the CSR saw. The permission `task:<action>`, the endpoint's body, its handler and the
 * desk's request follow from the row. Which states have the action, and the state after it, is the lifecycle's to say
 * (server/src/tasks/lifecycle).
 */
export const taskActionRows = {
  discard: { endpoint: 'discardTask', fields: { reason: 'required' } },
  retry: { endpoint: 'retryTask', fields: { reason: 'optional' } },
  approve: { endpoint: 'approveTask', fields: { reason: 'optional', amountCents: 'optional' } },
  reject: { endpoint: 'rejectTask', fields: { reason: 'required' } },
  'complete-by-hand': { endpoint: 'completeTaskByHand', fields: { reason: 'required' } },
  reschedule: { endpoint: 'rescheduleTask', fields: { reason: 'optional', scheduledOn: 'required' } },
  resend: { endpoint: 'resendTask', fields: { reason: 'optional' } },
  assign: { endpoint: 'assignTask', fields: { reason: 'optional', assignTo: 'required' } },
  note: { endpoint: 'addTaskNote', fields: { reason: 'required' } },
} as const

type Rows = typeof taskActionRows
export type TaskAction = keyof Rows
/** The endpoint that performs an action. */
export type TaskActionEndpoint<A extends TaskAction = TaskAction> = Rows[A]['endpoint']
/** The fields that an action is given, each with whether it must be there. */
export type TaskActionFields<A extends TaskAction> = Rows[A]['fields']

export const taskActions = Object.keys(taskActionRows) as [TaskAction, ...TaskAction[]]

/** The permission that each action needs. */
export const taskActionPermissions = taskActions.map((action) => `task:${action}` as const)

/** What a lifecycle can demand of an action that its fields leave open. */
export const taskActionNeeds = ['reason', 'date', 'amount'] as const
export type TaskActionNeed = (typeof taskActionNeeds)[number]
