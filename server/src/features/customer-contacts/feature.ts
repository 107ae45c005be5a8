import { feature } from '../../feature.ts'
import { customerContactsHandlers } from './handlers.ts'

export const customerContacts = feature({
  handlers: customerContactsHandlers,
})
