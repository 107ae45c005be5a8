import { feature } from '../../feature.ts'
import { deskSignInHandlers } from './handlers.ts'

export const deskSignIn = feature({
  handlers: deskSignInHandlers,
})
