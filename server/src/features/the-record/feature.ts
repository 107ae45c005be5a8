import { feature } from '../../feature.ts'
import { theRecordHandlers } from './handlers.ts'
import { keepCheckpoint, mailCheckpoint, makeRecordPartitions, sealRecord } from './jobs.ts'

export const theRecord = feature({
  handlers: theRecordHandlers,
  jobs: [makeRecordPartitions, sealRecord, keepCheckpoint, mailCheckpoint],
})
