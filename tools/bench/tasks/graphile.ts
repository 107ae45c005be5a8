import { performance } from 'node:perf_hooks'
import { Logger, makeWorkerUtils, run } from 'graphile-worker'

/**
 * The same number of jobs through graphile-worker in the same PostgreSQL: added in statements of as many each on one
 * connection while it works them, four at a time; a job does nothing. Its own settings for throughput are those of its
 * documentation: jobs fetched and returned in batches.
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
    concurrency: 4,
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
