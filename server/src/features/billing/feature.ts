import { feature } from '../../feature.ts'
import { billingHandlers } from './handlers.ts'

export const billing = feature({
  handlers: billingHandlers,
})
