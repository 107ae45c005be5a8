import { CalendarDate } from '@porchlight/contract/values.ts'
import { z } from 'zod'
import {
  datedServiceOrder,
  doneByUtilityAtOnce,
  doneByUtilityOnApproval,
  soonOrNever,
} from '#tasks/lifecycle/presets.ts'
import { taskType } from '#tasks/lifecycle/task-type.ts'

/** Service at an address from a day on. */
export const serviceStart = taskType({
  ...datedServiceOrder,
  name: 'service-start',
  payload: z.strictObject({ address: z.string(), services: z.string(), startOn: CalendarDate }),
  contact: { class: 'service', type: 'service' },
})

/** Another service at an address that has one. */
export const serviceAdd = taskType({
  ...doneByUtilityOnApproval,
  name: 'service-add',
  payload: z.strictObject({ address: z.string(), service: z.string(), startOn: CalendarDate }),
  contact: { class: 'service', type: 'service' },
  toDoRole: 'service-orders',
})

/** No more service at an address from a day on. */
export const serviceStop = taskType({
  ...datedServiceOrder,
  name: 'service-stop',
  payload: z.strictObject({ address: z.string(), stopOn: CalendarDate, reason: z.string() }),
  contact: { class: 'service', type: 'service' },
})

/** Service moves with its customer to another address. */
export const serviceTransfer = taskType({
  ...datedServiceOrder,
  name: 'service-transfer',
  payload: z.strictObject({ from: z.string(), to: z.string(), on: CalendarDate }),
  contact: { class: 'service', type: 'service' },
})

/** A reading that the customer took; staff look at an unlikely one. */
export const meterReading = taskType({
  ...doneByUtilityOnApproval,
  name: 'meter-reading',
  payload: z.strictObject({ reading: z.number().int().nonnegative(), unit: z.string() }),
  contact: { class: 'self-service', type: 'meter' },
  toDoRole: 'service-orders',
})

/** The customer has no power, or something is dangerous. */
export const outageReport = taskType({
  ...doneByUtilityAtOnce,
  name: 'outage-report',
  payload: z.strictObject({ address: z.string(), what: z.string() }),
  retries: soonOrNever,
  contact: { class: 'service', type: 'outage' },
  toDoRole: 'service-orders',
})

/** Somebody of the utility visits on a day. */
export const appointment = taskType({
  ...datedServiceOrder,
  name: 'appointment',
  payload: z.strictObject({ on: CalendarDate, slot: z.string(), for: z.string() }),
  contact: { class: 'service', type: 'visit' },
})
