import { feature } from '../../feature.ts'
import { preparedChangesHandlers } from './handlers.ts'
import * as taskTypes from './task-types.ts'

export const preparedChanges = feature({
  handlers: preparedChangesHandlers,
  taskTypes: { preparedChange: taskTypes.preparedChange },
})
