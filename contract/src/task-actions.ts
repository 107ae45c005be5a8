import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { type Reason, reasons } from './reasons.ts'
import { taskActionNeeds, taskActions, taskStates } from './task-states.ts'
import { CalendarDate, Cents, Id, optionalText, text, Version } from './values.ts'

/**
 * An additional action that a task has in its state. It travels with the task: who lacks the right to it sees it with the reason.
 */
export const OfferedAction = z.object({
  action: z.enum(taskActions),
  /** The state after it: the same where only something beside the state changes. */
  to: z.enum(taskStates),
  /** What it must be given. */
  needs: z.array(z.enum(taskActionNeeds)),
  /** `ok`, or the reason why this reader may not. */
  may: z.enum(['ok', ...(Object.keys(reasons) as Reason[])]),
})
export type OfferedAction = z.infer<typeof OfferedAction>

const params = z.strictObject({ taskId: Id })
/** What the task is after the action. */
const response = z.object({ taskId: Id, state: z.string(), version: Version })
const reason = text(500)
const desk = { method: 'POST', masquerade: 'never', task: null, params, response } as const
const path = '/api/desk/self-service-tasks/:taskId'

/**
 * The additional actions on a task that is not final. Each names the version that was looked at: of two at once one wins, the
 * other is told what changed (409). An action that the task's state does not have is refused (`move-not-allowed`).
 */
export const taskActionEndpoints = {
  /** To whom a task can be assigned: members of staff who are active, and their groups; by name. At most 1000 of each. */
  listAssignees: endpoint({
    method: 'GET',
    path: '/api/desk/assignees',
    action: 'task:assign',
    masquerade: 'never',
    response: z.object({
      csrs: z.array(z.object({ csrId: z.string(), name: z.string() })),
      groups: z.array(z.object({ csrGroup: z.string(), name: z.string() })),
    }),
  }),
  discardTask: endpoint({
    ...desk,
    path: `${path}/discard`,
    action: 'task:discard',
    body: z.strictObject({ version: Version, reason }),
  }),
  retryTask: endpoint({
    ...desk,
    path: `${path}/retry`,
    action: 'task:retry',
    body: z.strictObject({ version: Version, reason: optionalText(500).optional() }),
  }),
  approveTask: endpoint({
    ...desk,
    path: `${path}/approve`,
    action: 'task:approve',
    body: z.strictObject({
      version: Version,
      reason: optionalText(500).optional(),
      /** Where the type needs one: what was agreed. */
      amountCents: Cents.positive().optional(),
    }),
  }),
  rejectTask: endpoint({
    ...desk,
    path: `${path}/reject`,
    action: 'task:reject',
    body: z.strictObject({ version: Version, reason }),
  }),
  completeTaskByHand: endpoint({
    ...desk,
    path: `${path}/complete-by-hand`,
    action: 'task:complete-by-hand',
    body: z.strictObject({ version: Version, reason }),
  }),
  rescheduleTask: endpoint({
    ...desk,
    path: `${path}/reschedule`,
    action: 'task:reschedule',
    body: z.strictObject({
      version: Version,
      /** Of the utility's calendar, not before today. */
      scheduledOn: CalendarDate,
      reason: optionalText(500).optional(),
    }),
  }),
  resendTask: endpoint({
    ...desk,
    path: `${path}/resend`,
    action: 'task:resend',
    body: z.strictObject({ version: Version, reason: optionalText(500).optional() }),
  }),
  assignTask: endpoint({
    ...desk,
    path: `${path}/assign`,
    action: 'task:assign',
    body: z.strictObject({
      version: Version,
      /** A CSR, a group of CSRs, or null: nobody's. */
      assignTo: z.union([
        z.strictObject({ csrId: text(60) }),
        z.strictObject({ csrGroup: text(60) }),
        z.null(),
      ]),
      reason: optionalText(500).optional(),
    }),
  }),
  addTaskNote: endpoint({
    ...desk,
    path: `${path}/note`,
    action: 'task:note',
    body: z.strictObject({ version: Version, reason }),
  }),
}
