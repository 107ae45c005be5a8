import { performance } from 'node:perf_hooks'
import { Logger, makeWorkerUtils, run } from 'graphile-worker'

/**
 * Measures the same number of jobs in graphile-worker on the same PostgreSQL. Statements add the jobs in batches of the same size on
 * one connection, while the worker runs 24 at a time; a job does nothing. The worker has its documentation's settings for
 * throughput: it fetches 500 jobs at once and returns them in batches.
 */
export async function graphilePerSecond(
  ownerUrl: string,
  count: number,
  perRequest: number,
): Promise<number> {
  const logger = new Logger(() => () => {})
  const utils = await makeWorkerUtils({ connectionString: ownerUrl, logger })
  await utils.migrate()
  let done = 0
  let finish = () => {}
  const finished = new Promise<void>((resolve) => (finish = resolve))
  const runner = await run({
    connectionString: ownerUrl,
    concurrency: 24,
    maxPoolSize: 24,
    noHandleSignals: true,
    logger,
    preset: { worker: { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    taskList: {
      nothing: async () => {
        if (++done === count) finish()
      },
    },
  })
  const started = performance.now()
  for (let at = 0; at < count; at += perRequest)
    await utils.addJobs(
      Array.from({ length: Math.min(perRequest, count - at) }, (_, n) => ({
        identifier: 'nothing',
        payload: { nickname: { before: '', after: 'Home' }, accountId: at + n },
      })),
    )
  await finished
  await runner.stop()
  const seconds = (performance.now() - started) / 1000
  await utils.release()
  return Math.round(count / seconds)
}
