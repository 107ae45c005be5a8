import { feature } from '../../feature.ts'
import { serveArrival } from './arrival.ts'
import { masqueradeHandlers } from './handlers.ts'
import { sweepMasquerades, tellOfVisits } from './jobs.ts'
import { deleteOldVisitNews } from './queries.ts'
import { serveViewStreams } from './view-streams.ts'

export const masquerade = feature({
  handlers: masqueradeHandlers,
  doors: [serveArrival, serveViewStreams],
  jobs: [sweepMasquerades, tellOfVisits],
  oldRows: [deleteOldVisitNews],
})
