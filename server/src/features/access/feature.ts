import { feature } from '../../feature.ts'
import { accessHandlers } from './handlers.ts'

export const access = feature({
  handlers: accessHandlers,
})
