import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostNote } from './limits.ts'
import { AccountId, Id, Instant, may, optionalText, text, Version } from './values.ts'

/** A to-do as lists show it. It names its task or account without details; a CSR who needs them opens the task or account. */
export const ToDo = z.object({
  toDoId: Id,
  /** The role that does the work: `payments`, `customer-records` ... */
  role: z.string(),
  /** What happened: a kebab name, in the locale files under `to-do-subject.<subject>`. */
  subject: z.string(),
  /** 1 is the most urgent, 5 the least. */
  priority: z.number().int().min(1).max(5),
  createdAt: Instant,
  accountId: AccountId.nullable(),
  /** The account's main customer, masked where they are protected; null where it is about no account. */
  customerName: z.string().nullable(),
  /** The task that created the to-do. */
  taskId: Id.nullable(),
  taskType: z.string().nullable(),
  taskState: z.string().nullable(),
  /** The mail that was not sent, and why; the reason is gone where the mail is. */
  message: z.object({ messageId: Id, failure: z.string().nullable() }).nullable(),
  assignedTo: z.object({ csrId: z.string(), name: z.string() }).nullable(),
  completedAt: Instant.nullable(),
  /** Null if the system did it. */
  completedBy: z.string().nullable(),
  note: z.string().nullable(),
  version: Version,
  may: may('to-do:work', 'to-do:assign'),
})

const one = {
  params: z.strictObject({ toDoId: Id }),
  masquerade: 'never',
  task: null,
  method: 'POST',
} as const
const changed = z.object({ version: Version })

const endpoints = {
  /** Open ones: the most urgent first, then the oldest. Done ones: the newest first. 50 a page; `after` is the last one's id. */
  queryToDos: endpoint({
    method: 'POST',
    path: '/api/desk/to-dos/query',
    action: 'to-do:view',
    masquerade: 'never',
    task: null,
    reads: true,
    body: z.strictObject({
      role: optionalText(60).optional(),
      /** `waiting`: the reader's own, and those that nobody has taken. */
      assigned: z.enum(['anyone', 'waiting', 'mine', 'nobody']).default('anyone'),
      show: z.enum(['open', 'done']).default('open'),
      priority: z.coerce.number().int().min(1).max(5).optional(),
      accountId: AccountId.optional(),
      taskId: Id.optional(),
      after: Id.optional(),
    }),
    response: z.object({
      toDos: z.array(ToDo),
      nextAfter: Id.nullable(),
      /** The roles that this CSR sees. */
      roles: z.array(z.string()),
    }),
  }),
  /** How many are open: the CSR's own, and those that nobody has taken. Each is counted up to 1,000. */
  countToDos: endpoint({
    method: 'GET',
    path: '/api/desk/to-dos/count',
    action: 'to-do:view',
    masquerade: 'never',
    response: z.object({ mine: z.number().int(), unassigned: z.number().int() }),
  }),
  /** Returns the CSRs to whom a to-do can be assigned: active staff whose groups work its role. */
  listToDoAssignees: endpoint({
    method: 'GET',
    path: '/api/desk/to-dos/:toDoId/assignees',
    action: 'to-do:assign',
    masquerade: 'never',
    params: z.strictObject({ toDoId: Id }),
    response: z.object({ assignees: z.array(z.object({ csrId: z.string(), name: z.string() })) }),
  }),
  /** Assigns a to-do to the CSR who asks. Refuses a stale version with 409 and the difference. */
  takeToDo: endpoint({
    ...one,
    path: '/api/desk/to-dos/:toDoId/take',
    action: 'to-do:work',
    body: z.strictObject({ version: Version }),
    response: changed,
  }),
  /** Returns a to-do to the queue, where any CSR of its role can take it. */
  giveBackToDo: endpoint({
    ...one,
    path: '/api/desk/to-dos/:toDoId/give-back',
    action: 'to-do:work',
    body: z.strictObject({ version: Version }),
    response: changed,
  }),
  /** Reassigns a to-do to a CSR whose groups work its role. */
  assignToDo: endpoint({
    ...one,
    path: '/api/desk/to-dos/:toDoId/assign',
    action: 'to-do:assign',
    body: z.strictObject({ csrId: text(60), version: Version }),
    response: changed,
  }),
  /** Completes a to-do with a note of what was done. A completed to-do is never reopened. */
  completeToDo: endpoint({
    ...one,
    path: '/api/desk/to-dos/:toDoId/complete',
    action: 'to-do:work',
    body: z.strictObject({ note: text(mostNote), version: Version }),
    response: changed,
  }),
}

export const toDos = feature({
  permissions: ['to-do:view', 'to-do:work', 'to-do:assign'],
  endpoints,
})
