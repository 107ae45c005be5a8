import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { CalendarDate, Cents, Id, optionalText, text, Version } from './values.ts'

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
