import { feature } from '../../feature.ts'
import { webUsersHandlers } from './handlers.ts'

export const webUsers = feature({
  handlers: webUsersHandlers,
})
