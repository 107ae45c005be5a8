import { feature } from '../../feature.ts'
import { unlinkHandlers } from './handlers.ts'
import { deleteOldUnlinks } from './queries.ts'

export const unlink = feature({
  handlers: unlinkHandlers,
  oldRows: [deleteOldUnlinks],
})
