import { CalendarDate } from '@porchlight/contract/values.ts'
import { z } from 'zod'
import { datedServiceOrder } from '../dated-service-order.ts'
import { taskType } from '../lifecycle/task-type.ts'

/** Service at an address from a day on. */
export const serviceStart = taskType({
  name: 'service-start',
  payload: z.strictObject({ address: z.string(), services: z.string(), startOn: CalendarDate }),
  ...datedServiceOrder,
})
