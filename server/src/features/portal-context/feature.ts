import { feature } from '../../feature.ts'
import { portalContextHandlers } from './handlers.ts'

export const portalContext = feature({
  handlers: portalContextHandlers,
})
