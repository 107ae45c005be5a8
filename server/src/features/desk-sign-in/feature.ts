import { feature } from '../../feature.ts'
import { deskSignInHandlers } from './handlers.ts'
import { serveDeskSignIn } from './routes.ts'

export const deskSignIn = feature({
  handlers: deskSignInHandlers,
  doors: [serveDeskSignIn],
})
