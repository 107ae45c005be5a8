import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { OfferedAction } from './task-actions.ts'
import { ToDo } from './to-dos.ts'
import { AccountId, CalendarDate, Cents, Currency, Id, Instant, optionalText } from './values.ts'

/** One row of the Self-Service Task Query. Null is shown as "Not applicable". */
const TaskRow = z.object({
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
  amountCents: Cents.nullable(),
  currency: Currency.nullable(),
  preparedBy: z.string().nullable(),
  /** To a CSR, or to a group of them. */
  assignedTo: z.string().nullable(),
  assignedGroup: z.string().nullable(),
  version: z.number(),
  /** The additional actions that it has in its state; none where it is final. */
  actions: z.array(OfferedAction),
})

export const selfServiceTasks = {
  /** Newest first, 50 a page; `before` is the last task id of the page before. */
  queryTasks: endpoint({
    method: 'POST',
    path: '/api/desk/self-service-tasks/query',
    action: 'task:view',
    masquerade: 'never',
    task: null,
    reads: true,
    opens: 'task',
    body: z.strictObject({
      customerName: optionalText(120).optional(),
      accountId: AccountId.optional(),
      taskId: Id.optional(),
      /** Part of a user name. */
      webUser: optionalText(120).optional(),
      webUserId: Id.optional(),
      csrId: optionalText(60).optional(),
      correlationId: z.uuid().optional(),
      from: CalendarDate.optional(),
      to: CalendarDate.optional(),
      taskType: optionalText(40).optional(),
      state: optionalText(40).optional(),
      show: z.enum(['open', 'non-final', 'all']).default('all'),
      madeBy: z.enum(['anyone', 'customer', 'csr']).default('anyone'),
      before: Id.optional(),
    }),
    response: z.object({ tasks: z.array(TaskRow), nextBefore: Id.nullable() }),
  }),
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
      correlationId: z.string(),
      scheduledOn: CalendarDate.nullable(),
      /** The payload, flattened: field and value, with the value before where it is known. */
      payload: z.array(z.object({ field: z.string(), value: z.string(), before: z.string().nullable() })),
      /** The to dos that it made, as far as this CSR sees them. */
      toDos: z.array(ToDo),
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
