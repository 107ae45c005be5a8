import { feature } from '../../feature.ts'
import { acceptHandlers } from './accept-handlers.ts'
import { inviteHandlers } from './invite-handlers.ts'
import { linkHandlers } from './link-handlers.ts'
import * as taskTypes from './task-types.ts'

export const guests = feature({
  handlers: { ...inviteHandlers, ...acceptHandlers, ...linkHandlers },
  taskTypes,
})
