import { feature } from '../../feature.ts'
import { callerVerificationHandlers } from './handlers.ts'
import { deleteOldCallerVerifications, deleteOldReadOutCodes } from './queries.ts'
import { sendReadOutCodes } from './send-read-out-codes.ts'

export const callerVerification = feature({
  handlers: callerVerificationHandlers,
  jobs: [sendReadOutCodes],
  oldRows: [deleteOldReadOutCodes, deleteOldCallerVerifications],
})
