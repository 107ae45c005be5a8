import { feature } from '../../feature.ts'
import { servePersonExport } from './export/serve-person-export.ts'
import { personDataHandlers } from './handlers.ts'

export const personData = feature({
  handlers: personDataHandlers,
  doors: [servePersonExport],
})
