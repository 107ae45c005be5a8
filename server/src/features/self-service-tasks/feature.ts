import { feature } from '../../feature.ts'
import { taskExportHandlers } from './export/handlers.ts'
import { serveTaskExport } from './export/serve-task-export.ts'
import { selfServiceTasksHandlers } from './handlers.ts'

export const selfServiceTasks = feature({
  handlers: { ...selfServiceTasksHandlers, ...taskExportHandlers },
  doors: [serveTaskExport],
})
