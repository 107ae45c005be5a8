import { feature } from '../../feature.ts'
import { usageHandlers } from './handlers.ts'

export const usage = feature({
  handlers: usageHandlers,
})
