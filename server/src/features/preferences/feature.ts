import { feature } from '../../feature.ts'
import { preferencesHandlers } from './handlers.ts'
import * as taskTypes from './task-types.ts'

export const preferences = feature({
  handlers: preferencesHandlers,
  taskTypes,
})
