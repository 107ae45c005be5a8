import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { TaskRow } from './task-query.ts'
import { ToDo } from './to-dos.ts'
import { CalendarDate, Id, Instant } from './values.ts'

export const selfServiceTasks = {
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
      /** The to dos that it made, as far as this CSR sees them. */
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
