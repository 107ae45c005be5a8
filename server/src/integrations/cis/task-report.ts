import { taskTypes } from '@porchlight/contract/task-types.ts'
import { CalendarDate } from '@porchlight/contract/values.ts'
import { z } from 'zod'

const Id = z.int().positive()
const Instant = z.iso.datetime()

/** What the CIS is told of a finished task. `docs/cis.md` explains each field; a field is never changed, only added. */
export const TaskReport = z.strictObject({
  version: z.literal(1).describe('Grows when a field changes its meaning or goes'),
  sequence: Id.describe('Grows with each task of an account: what has a smaller one was done before'),
  taskId: Id.describe('Also the idempotency key'),
  taskType: z.enum(taskTypes),
  account: z
    .strictObject({
      accountId: Id,
      sourceKey: z.string().nullable().describe('The key of the account in the CIS, as its feed gave it'),
    })
    .nullable(),
  madeBy: z
    .strictObject({
      kind: z.enum(['visitor', 'customer', 'csr', 'masquerade', 'system']),
      webUserId: z.string().nullable().describe('The user name of the customer, or the id of the CSR'),
      emailAddress: z.string().nullable(),
      ipAddress: z.string().nullable(),
      selfServiceUserId: Id.nullable().describe('The key of the web user'),
      selfServiceUserSourceKey: z.string().nullable(),
      csrId: z.string().nullable(),
      preparedByCsrId: z.string().nullable(),
    })
    .describe('Who did it; null where it does not apply'),
  originatingTaskId: Id.nullable().describe('The task that it reverses or follows'),
  correlationId: z.uuid(),
  createdAt: Instant.describe('When it was asked for'),
  appliedAt: Instant.nullable().describe('When Porchlight changed its own copy; null where it holds none'),
  scheduledOn: CalendarDate.nullable().describe('Of the calendar of the utility'),
  amount: z
    .strictObject({ cents: z.int(), currency: z.string() })
    .nullable()
    .describe('Integer cents, ISO 4217'),
  payload: z.record(z.string(), z.unknown()).describe('What was asked, by task type'),
})

export type TaskReport = z.infer<typeof TaskReport>
