import { feature } from '../../feature.ts'
import { signInHandlers } from './handlers.ts'
import { deleteOldAttempts, deleteOldFailures } from './queries.ts'

export const signIn = feature({
  handlers: signInHandlers,
  oldRows: [deleteOldAttempts, deleteOldFailures],
})
