import { feature } from '../../feature.ts'
import { deskHandlers } from './handlers.ts'

export const desk = feature({
  handlers: deskHandlers,
})
