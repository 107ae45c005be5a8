import { feature } from '../../feature.ts'
import { preferencesHandlers } from './handlers.ts'

export const preferences = feature({
  handlers: preferencesHandlers,
})
