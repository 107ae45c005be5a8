import { feature } from '../../feature.ts'
import { mailingAddressHandlers } from './handlers.ts'
import * as taskTypes from './task-types.ts'

export const mailingAddress = feature({
  handlers: mailingAddressHandlers,
  taskTypes,
})
