import { feature } from '../../feature.ts'
import { customerSearchHandlers } from './handlers.ts'
import { countSearchWords } from './jobs.ts'

export const customerSearch = feature({
  handlers: customerSearchHandlers,
  jobs: [countSearchWords],
})
