import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { taskActionPermissions } from './task-action-rows.ts'
import { OfferedAction, taskActionEndpoints } from './task-actions.ts'
import { ToDo } from './to-dos.ts'
import { AccountId, CalendarDate, Cents, Currency, Id, Instant } from './values.ts'

/** One row of the Self-Service Task Query. Null is shown as "Not applicable". */
export const TaskRow = z.object({
  taskId: Id,
  taskType: z.string(),
  state: z.string(),
  accountId: AccountId.nullable(),
  customerName: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  /** The four fields. */
  webUserId: z.string().nullable(),
  emailAddress: z.string().nullable(),
  ipAddress: z.string().nullable(),
  selfServiceUserId: Id.nullable(),
  madeBy: z.enum(['visitor', 'customer', 'csr', 'masquerade', 'system']),
  preparedBy: z.string().nullable(),
  amountCents: Cents.nullable(),
  currency: Currency.nullable(),
  /** To a CSR, or to a group of them. */
  assignedTo: z.string().nullable(),
  assignedGroup: z.string().nullable(),
  correlationId: z.string(),
  version: z.number(),
  /** The additional actions that it has in its state; none where it is final. */
  actions: z.array(OfferedAction),
})

const endpoints = {
  readTask: endpoint({
    method: 'GET',
    path: '/api/desk/self-service-tasks/:taskId',
    action: 'task:view',
    masquerade: 'never',
    opens: 'task',
    params: z.strictObject({ taskId: Id }),
    response: TaskRow.extend({
      webUserName: z.string().nullable(),
      originatingTaskId: Id.nullable(),
      masqueradeId: z.string().nullable(),
      scheduledOn: CalendarDate.nullable(),
      expiresAt: Instant.nullable(),
      /** The name that the CSR or the group is called by. */
      assignedName: z.string().nullable(),
      failure: z.string().nullable(),
      /** The payload, flattened: field and value, with the value before where it is known. */
      payload: z.array(z.object({ field: z.string(), value: z.string(), before: z.string().nullable() })),
      /** The to-dos that the task created, without those that this CSR cannot see. */
      toDos: z.array(ToDo),
      /** Tasks that belong to this one: what it came from, what came from it, what the same request made. The newest 50. */
      related: z.array(
        z.object({
          taskId: Id,
          taskType: z.string(),
          state: z.string(),
          createdAt: Instant,
          relation: z.enum(['originating', 'originated', 'reverses', 'reversed-by', 'same-request']),
        }),
      ),
      log: z.array(
        z.object({
          at: Instant,
          state: z.string(),
          actor: z.string(),
          reason: z.string(),
          /** The additional action that made the line; null where the request or the worker did. */
          action: z.string().nullable(),
        }),
      ),
    }),
  }),
}

export const selfServiceTasks = feature({
  permissions: ['task:view', ...taskActionPermissions, 'task:export'],
  actions: { 'task-assignee:view': 'never' },
  endpoints: { ...endpoints, ...taskActionEndpoints },
})
