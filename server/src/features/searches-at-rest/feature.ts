import { feature } from '../../feature.ts'
import { settleSearches } from './jobs.ts'
import { deleteOldOpenings } from './queries.ts'

export const searchesAtRest = feature({
  jobs: [settleSearches],
  oldRows: [deleteOldOpenings],
})
