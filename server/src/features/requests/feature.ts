import { feature } from '../../feature.ts'
import { requestsHandlers } from './handlers.ts'

export const requests = feature({
  handlers: requestsHandlers,
})
