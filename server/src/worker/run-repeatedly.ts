import { isOutage } from '#database/driver/errors.ts'
import { Refusal } from '#pipeline/refusal.ts'
import type { Job, JobTools } from './job.ts'

export type RunningJob = {
  /** Runs it now; once more where it is running. */
  wake(): void
  /** Resolves when the run in hand has ended, if there is one. */
  readonly ended: Promise<void>
}

/** Told when a run has ended. */
export type OnRun = (job: string, outcome: 'done' | 'failed', seconds: number) => void

/** Pauses while the database is away: short at first, so that work goes on within seconds of its return. */
const firstOutagePauseMs = 500
const longestOutagePauseMs = 3_000

const isAway = (error: unknown) =>
  isOutage(error) || (error instanceof Refusal && error.reason === 'out-of-order')

/** Some time between nine and eleven tenths, so that several processes do not step in time. */
const jittered = (ms: number) => ms * (0.9 + Math.random() * 0.2)

/**
 * Runs a job now, then again and again until the signal is aborted. A run that fails is logged and tried again in its time;
 * while the database is away, it is logged once and tried again soon.
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
