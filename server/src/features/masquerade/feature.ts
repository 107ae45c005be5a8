import { feature } from '../../feature.ts'
import { masqueradeHandlers } from './handlers.ts'
import { sweepMasquerades, tellOfVisits } from './jobs.ts'
import { deleteOldVisitNews } from './queries.ts'

export const masquerade = feature({
  handlers: masqueradeHandlers,
  jobs: [sweepMasquerades, tellOfVisits],
  oldRows: [deleteOldVisitNews],
})
