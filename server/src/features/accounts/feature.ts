import { feature } from '../../feature.ts'
import { accountsHandlers } from './handlers.ts'

export const accounts = feature({
  handlers: accountsHandlers,
})
