import { feature } from '../../feature.ts'
import { unlinkHandlers } from './handlers.ts'
import { deleteOldUnlinks } from './queries.ts'
import * as taskTypes from './task-types.ts'

export const unlink = feature({
  handlers: unlinkHandlers,
  taskTypes,
  oldRows: [deleteOldUnlinks],
})
