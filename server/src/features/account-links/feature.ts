import { feature } from '../../feature.ts'
import { accountLinksHandlers } from './handlers.ts'
import { prepareTakeOff } from './prepare-take-off.ts'
import { deleteOldLinkNews } from './queries.ts'
import * as taskTypes from './task-types.ts'
import { tellOfLinks } from './tell-of-links.ts'

export const accountLinks = feature({
  handlers: accountLinksHandlers,
  taskTypes,
  preparable: { takeOffAccount: prepareTakeOff },
  jobs: [tellOfLinks],
  oldRows: [deleteOldLinkNews],
})
