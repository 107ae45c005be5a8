import { feature } from '../../feature.ts'
import { signInHandlers } from './handlers.ts'
import { deleteOldFailures } from './queries.ts'

export const signIn = feature({
  handlers: signInHandlers,
  oldRows: [deleteOldFailures],
})
