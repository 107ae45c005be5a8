import { feature } from '../../feature.ts'
import { theRecordHandlers } from './handlers.ts'
import { makeRecordPartitions } from './jobs.ts'

export const theRecord = feature({
  handlers: theRecordHandlers,
  jobs: [makeRecordPartitions],
})
