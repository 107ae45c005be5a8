import { isOutage } from '#database/driver/errors.ts'
import { Refusal } from '#policy/refusal.ts'
import type { Job, JobTools } from './job.ts'

export type RunningJob = {
  /** Runs the job now; a job that is running is run once more afterwards. */
  wake(): void
  /** Resolves when the current run has ended, after the signal was aborted. */
  readonly ended: Promise<void>
}

/** Called when a run has ended. */
export type OnRun = (job: string, outcome: 'done' | 'failed', seconds: number) => void

/** Pauses while the database is away: short at first, so that work goes on within seconds of its return. */
const firstOutagePauseMs = 500
const longestOutagePauseMs = 3_000

const isAway = (error: unknown) =>
  isOutage(error) || (error instanceof Refusal && error.reason === 'out-of-order')

/** Varies an interval by a tenth, so that several processes do not run in step. */
const jittered = (ms: number) => ms * (0.9 + Math.random() * 0.2)

/**
 * Runs a job now, then repeatedly until the signal is aborted. A failed run is logged and retried at the job's own pace. While
 * the database cannot be reached, that is logged once and the job is retried soon.
 */
export function runRepeatedly(job: Job, tools: JobTools, onRun: OnRun = () => {}): RunningJob {
  const { signal, installation } = tools
  let isWoken = false
  let endPause = () => {}
  const wake = () => {
    isWoken = true
    endPause()
  }

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  let outagePauseMs = 0
  const failed = (err: unknown): number | undefined => {
    if (!isAway(err)) {
      outagePauseMs = 0
      installation.log.error({ err, job: job.name }, 'a job failed')
      return undefined
    }
    if (outagePauseMs === 0) installation.log.warn({ err, job: job.name }, 'a job waits for the database')
    outagePauseMs = Math.min(outagePauseMs * 2 || firstOutagePauseMs, longestOutagePauseMs)
    return jittered(outagePauseMs)
  }

  const loop = async () => {
    while (!signal.aborted) {
      isWoken = false
      const began = performance.now()
      const took = () => (performance.now() - began) / 1_000
      const next = await job
        .run(tools)
        .then(() => {
          onRun(job.name, 'done', took())
          if (outagePauseMs > 0) installation.log.info({ job: job.name }, 'a job goes on')
          outagePauseMs = 0
          return job.nextInMs?.(tools)
        })
        .catch((err: unknown) => {
          onRun(job.name, 'failed', took())
          return failed(err)
        })
      if (!isWoken && !signal.aborted) await pause(Math.min(next ?? Infinity, jittered(job.everyMs)))
    }
  }

  signal.addEventListener('abort', wake, { once: true })
  return { wake, ended: loop() }
}
