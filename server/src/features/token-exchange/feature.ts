import { feature } from '../../feature.ts'
import { serveConfirmation } from './confirmation-door.ts'
import { serveTokenExchange } from './exchange-door.ts'
import { trustedIssuerHandlers } from './handlers.ts'
import { deleteOldExchanges, deleteOldIssuerSessions } from './queries.ts'

export const tokenExchange = feature({
  handlers: trustedIssuerHandlers,
  doors: [serveTokenExchange, serveConfirmation],
  oldRows: [deleteOldExchanges, deleteOldIssuerSessions],
})
