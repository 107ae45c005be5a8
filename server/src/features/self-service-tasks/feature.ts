import { feature } from '../../feature.ts'
import { taskActionHandlers } from './action-handlers.ts'
import { taskExportHandlers } from './export/handlers.ts'
import { serveTaskExport } from './export/serve-task-export.ts'
import { selfServiceTasksHandlers } from './handlers.ts'

export const selfServiceTasks = feature({
  handlers: { ...selfServiceTasksHandlers, ...taskActionHandlers, ...taskExportHandlers },
  doors: [serveTaskExport],
})
