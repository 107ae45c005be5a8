import { feature } from '../../feature.ts'
import { dataGrantHandlers } from './handlers.ts'
import { deleteOldDataGrants, deleteOldDataTokens } from './queries.ts'
import * as taskTypes from './task-types.ts'
import { serveDataTokens } from './token-door.ts'
import { serveUsageToThirdParties } from './usage-door.ts'

export const dataGrants = feature({
  handlers: dataGrantHandlers,
  doors: [serveDataTokens, serveUsageToThirdParties],
  taskTypes,
  oldRows: [deleteOldDataTokens, deleteOldDataGrants],
})
