import { feature } from '../../feature.ts'
import { recordProofHandlers } from './handlers.ts'
import { verifyTheRecord } from './jobs.ts'
import { deleteOldVerifications } from './queries.ts'

export const recordVerification = feature({
  handlers: recordProofHandlers,
  jobs: [verifyTheRecord],
  oldRows: [deleteOldVerifications],
})
