import { feature } from '../../feature.ts'
import { savedViewsHandlers } from './handlers.ts'

export const savedViews = feature({
  handlers: savedViewsHandlers,
})
