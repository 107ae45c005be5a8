import { feature } from '../../feature.ts'
import { toDosHandlers } from './handlers.ts'

export const toDos = feature({
  handlers: toDosHandlers,
})
