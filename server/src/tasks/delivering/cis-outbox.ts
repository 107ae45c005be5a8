import type { TaskType } from '@porchlight/contract/task-types.ts'
import { enqueueDeliveries } from './queries.ts'
import type { TaskDelivery } from './task-delivery.ts'

/** The outbox to the CIS, for these task types or for all (docs/decisions/0016-cis-outbox.md). */
export const cisOutbox = (taskTypes?: readonly TaskType[]): TaskDelivery => ({
  takes: (taskType) => taskTypes?.includes(taskType) ?? true,
  enqueue: async (sql, grant, taskIds) => {
    await enqueueDeliveries(sql, grant, { taskIds: [...taskIds] })
  },
})
