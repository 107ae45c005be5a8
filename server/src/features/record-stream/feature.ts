import { feature } from '../../feature.ts'
import { streamRecord } from './jobs.ts'

export const recordStream = feature({ jobs: [streamRecord] })
