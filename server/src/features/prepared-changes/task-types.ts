import { daysToApprove, PreparedValue } from '@porchlight/contract/prepared-changes.ts'
import { z } from 'zod'
import { onCustomerApproval } from '#tasks/lifecycle/lifecycles.ts'
import { soonOrNever } from '#tasks/lifecycle/presets.ts'
import { taskType } from '#tasks/lifecycle/task-type.ts'

/** What a prepared change holds. The customer approves exactly this. */
export const PreparedPayload = z.strictObject({
  /** The endpoint that the approval calls, with its parsed parameters and body. */
  command: z.string(),
  params: z.record(z.string(), z.unknown()),
  body: z.record(z.string(), z.unknown()),
  changes: z.array(PreparedValue),
  note: z.string(),
  /** The customer's approval, as a signed note. */
  approval: z.string().optional(),
})
export type PreparedPayload = z.infer<typeof PreparedPayload>

/** A CSR prepares a change that only the customer may make. The customer approves or declines it. */
export const preparedChange = taskType({
  name: 'prepared-change',
  lifecycle: onCustomerApproval,
  payload: PreparedPayload,
  isMadeInRequest: true,
  retries: soonOrNever,
  expires: { 'awaiting-approval': `${daysToApprove} days` },
  toDoRole: 'customer-records',
  csrActions: { discard: ['awaiting-approval'] },
})
