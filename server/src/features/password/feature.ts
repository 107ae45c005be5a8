import { feature } from '../../feature.ts'
import { passwordHandlers } from './handlers.ts'

export const password = feature({
  handlers: passwordHandlers,
})
