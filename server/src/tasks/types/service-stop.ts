import { CalendarDate } from '@porchlight/contract/values.ts'
import { z } from 'zod'
import { datedServiceOrder } from '../dated-service-order.ts'
import { taskType } from '../lifecycle/task-type.ts'

/** No more service at an address from a day on. */
export const serviceStop = taskType({
  name: 'service-stop',
  payload: z.strictObject({ address: z.string(), stopOn: CalendarDate, reason: z.string() }),
  ...datedServiceOrder,
})
