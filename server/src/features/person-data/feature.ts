import { feature } from '../../feature.ts'
import { erasePersons } from './erase-persons.ts'
import { erasureHandlers } from './erasure-handlers.ts'
import { servePersonExport } from './export/serve-person-export.ts'
import { personDataHandlers } from './handlers.ts'

export const personData = feature({
  handlers: { ...personDataHandlers, ...erasureHandlers },
  jobs: [erasePersons],
  doors: [servePersonExport],
})
