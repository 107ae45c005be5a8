import { feature } from '../../feature.ts'
import { serveDesk } from './document.ts'
import { deskHandlers } from './handlers.ts'

export const desk = feature({
  handlers: deskHandlers,
  doors: [serveDesk],
})
