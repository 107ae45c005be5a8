import { feature } from '../../feature.ts'
import { mailingAddressHandlers } from './handlers.ts'

export const mailingAddress = feature({
  handlers: mailingAddressHandlers,
})
