import { feature } from '../../feature.ts'
import { overviewHandlers } from './handlers.ts'

export const overview = feature({
  handlers: overviewHandlers,
})
