import { feature } from '../../feature.ts'
import { recentCustomersHandlers } from './handlers.ts'

export const recentCustomers = feature({
  handlers: recentCustomersHandlers,
})
