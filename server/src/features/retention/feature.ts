import { feature } from '../../feature.ts'
import { retentionHandlers } from './handlers.ts'
import { deleteByRetention } from './jobs.ts'
import { deleteOldRuns } from './queries.ts'

export const retention = feature({
  handlers: retentionHandlers,
  jobs: [deleteByRetention],
  oldRows: [deleteOldRuns],
})
