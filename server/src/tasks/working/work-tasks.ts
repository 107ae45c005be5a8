import { job } from '#worker/job.ts'
import { nextDue } from './queries.ts'
import { workBatch } from './work-batch.ts'
import { workOneByOne } from './work-one-by-one.ts'

/** So many tasks stand and fall together: more cost no less each, and are held longer. */
const most = 500

/** Works the self-service tasks that are due: woken by notice, else when the next one is due, else once a minute. */
export const workTasks = job({
  name: 'work-tasks',
  everyMs: 55_000,
  channel: 'due_tasks',
  run: async (tools) => {
    const { installation, signal } = tools
    let worked = most
    while (worked > 0 && !signal.aborted) {
      worked = await workBatch(tools, most).catch((err: unknown) => {
        // Something in it fails all of it: each task by itself, so that the others are not kept waiting.
        installation.log.error({ err }, 'a batch of tasks failed')
        return workOneByOne(tools, most)
      })
    }
  },
  nextInMs: async ({ pool }) => {
    const next = await nextDue.first(pool, {})
    // What is due and not to be had is in the hands of another worker.
    return next && (next.inMs > 0 ? next.inMs : 1000)
  },
})
