import { feature } from '../../feature.ts'
import { accessReportHandlers } from './handlers.ts'
import { sumAccess } from './jobs.ts'
import { deleteOldSums } from './queries.ts'

export const accessReports = feature({
  handlers: accessReportHandlers,
  jobs: [sumAccess],
  oldRows: [deleteOldSums],
})
