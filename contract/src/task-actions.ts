import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { mostReason } from './limits.ts'
import { type Reason, reasons } from './reasons.ts'
import {
  type TaskAction,
  type TaskActionFields,
  taskActionNeeds,
  taskActionRows,
  taskActions,
} from './task-action-rows.ts'
import { taskStates } from './task-states.ts'
import { CalendarDate, Cents, Id, optionalText, text, Version } from './values.ts'

/**
 * An additional action that a task has in its state. A CSR without the permission gets it too, with the reason.
 */
export const OfferedAction = z.object({
  action: z.enum(taskActions),
  /** The state after the action; the current one if the action does not change the state. */
  to: z.enum(taskStates),
  /** The fields that the action requires. */
  needs: z.array(z.enum(taskActionNeeds)),
  /** `ok`, or the reason why this reader may not. */
  may: z.enum(['ok', ...(Object.keys(reasons) as Reason[])]),
})
export type OfferedAction = z.infer<typeof OfferedAction>

/** The schema of each field, where it must be there and where it may. */
const schemas = {
  reason: { required: text(mostReason), optional: optionalText(mostReason).optional() },
  /** The agreed amount, if the task type needs one. */
  amountCents: { optional: Cents.positive().optional() },
  /** A day of the utility's calendar, today or later. */
  scheduledOn: { required: CalendarDate },
  /** A CSR, a group of CSRs, or null to remove the assignment. */
  assignTo: {
    required: z.union([
      z.strictObject({ csrId: text(60) }),
      z.strictObject({ csrGroup: text(60) }),
      z.null(),
    ]),
  },
} as const

type Schemas = typeof schemas
type SchemaOf<F, Presence> = F extends keyof Schemas
  ? Presence extends keyof Schemas[F]
    ? Schemas[F][Presence]
    : never
  : never
type FieldsOf<A extends TaskAction> = {
  [F in keyof TaskActionFields<A>]: SchemaOf<F, TaskActionFields<A>[F]>
}

function fieldsOf<A extends TaskAction>(action: A): FieldsOf<A> {
  const of: Record<string, Partial<Record<string, z.ZodType>>> = schemas
  const fields = Object.entries(taskActionRows[action].fields)
  return Object.fromEntries(fields.map(([field, presence]) => [field, of[field]?.[presence]])) as FieldsOf<A>
}

/** The body of each action: the version, and the action's own fields. */
const choice = Object.fromEntries(
  taskActions.map((action) => [
    action,
    { action: `task:${action}`, body: z.strictObject({ version: Version, ...fieldsOf(action) }) },
  ]),
) as {
  [A in TaskAction]: {
    action: `task:${A}`
    body: z.ZodObject<{ version: typeof Version } & FieldsOf<A>, z.core.$strict>
  }
}

export const taskActionEndpoints = {
  /** To whom a task can be assigned: members of staff who are active, and their groups; by name. At most 1000 of each. */
  listAssignees: endpoint({
    method: 'GET',
    path: '/api/desk/assignees',
    action: 'task-assignee:view',
    masquerade: 'never',
    response: z.object({
      csrs: z.array(z.object({ csrId: z.string(), name: z.string() })),
      groups: z.array(z.object({ csrGroup: z.string(), name: z.string() })),
    }),
  }),
  /**
   * Performs an additional action on a task that is not final. The request sends the version that the CSR saw: of two concurrent
   * actions, one succeeds and the other is refused with 409 and the difference. Refuses an action that the state does not have
   * (`move-not-allowed`).
   */
  performTaskAction: endpoint({
    method: 'POST',
    path: '/api/desk/self-service-tasks/:taskId/:action',
    choice,
    masquerade: 'never',
    task: null,
    params: z.strictObject({ taskId: Id, action: z.enum(taskActions) }),
    /** What the task is after the action. */
    response: z.object({ taskId: Id, state: z.string(), version: Version }),
  }),
}
