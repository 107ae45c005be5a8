import { feature } from '../../feature.ts'
import { accountLinksHandlers } from './handlers.ts'
import { deleteOldLinkNews } from './queries.ts'
import { tellOfLinks } from './tell-of-links.ts'

export const accountLinks = feature({
  handlers: accountLinksHandlers,
  jobs: [tellOfLinks],
  oldRows: [deleteOldLinkNews],
})
