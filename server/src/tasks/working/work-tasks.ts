import { job } from '#worker/job.ts'
import { nextDue } from './queries.ts'
import { workBatch } from './work-batch.ts'
import { workOneByOne } from './work-one-by-one.ts'

/** Batch size. Larger batches are no cheaper per task and hold locks longer. */
const most = 500

/** Returns when the next task is due. Another worker holds due tasks that this one could not claim. */
async function nextDueIn(pool: Parameters<typeof nextDue.first>[0], haveFailed: boolean) {
  const next = await nextDue.first(pool, { haveFailed })
  return next && (next.inMs > 0 ? next.inMs : 1000)
}

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
        return workOneByOne(tools, { haveFailed: false, most })
      })
    }
  },
  nextInMs: ({ pool }) => nextDueIn(pool, false),
})

/** Works tasks again that have failed, one by one and apart from the others: one that hangs holds up only those. */
export const retryTasks = job({
  name: 'work-tasks',
  lane: 2,
  everyMs: 55_000,
  channel: 'due_retries',
  run: async (tools) => {
    let worked = most
    while (worked > 0 && !tools.signal.aborted) worked = await workOneByOne(tools, { haveFailed: true, most })
  },
  nextInMs: ({ pool }) => nextDueIn(pool, true),
})
