import { job } from '#worker/job.ts'
import { nextDue } from './queries.ts'
import { workBatch } from './work-batch.ts'
import { workOneByOne } from './work-one-by-one.ts'

/** Batch size. Larger batches are no cheaper per task and hold locks longer. */
const most = 500

/** Works the due self-service tasks. A notice wakes the job, or the next due time, or a minute without either. */
export const workTasks = job({
  name: 'work-tasks',
  everyMs: 55_000,
  channel: 'due_tasks',
  run: async (tools) => {
    const { installation, signal } = tools
    let worked = most
    while (worked > 0 && !signal.aborted) {
      worked = await workBatch(tools, most).catch((err: unknown) => {
        // One task failed the whole batch. Work each task alone, so that the others do not wait for it.
        installation.log.error({ err }, 'a batch of tasks failed')
        return workOneByOne(tools, most)
      })
    }
  },
  nextInMs: async ({ pool }) => {
    const next = await nextDue.first(pool, {})
    // Another worker holds the due tasks that this one could not claim.
    return next && (next.inMs > 0 ? next.inMs : 1000)
  },
})
