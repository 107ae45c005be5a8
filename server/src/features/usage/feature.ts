import { feature } from '../../feature.ts'
import { usageHandlers } from './handlers.ts'
import * as taskTypes from './task-types.ts'

export const usage = feature({
  handlers: usageHandlers,
  taskTypes,
})
