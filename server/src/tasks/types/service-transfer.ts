import { CalendarDate } from '@porchlight/contract/values.ts'
import { z } from 'zod'
import { datedServiceOrder } from '../dated-service-order.ts'
import { taskType } from '../lifecycle/task-type.ts'

/** Service moves with its customer to another address. */
export const serviceTransfer = taskType({
  name: 'service-transfer',
  payload: z.strictObject({ from: z.string(), to: z.string(), on: CalendarDate }),
  ...datedServiceOrder,
})
