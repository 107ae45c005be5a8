import type { Job, JobTools } from './job.ts'

export type RunningJob = {
  /** Runs it now; once more where it is running. */
  wake(): void
  /** Resolves when the run in hand has ended, if there is one. */
  readonly ended: Promise<void>
}

/** Told when a run has ended. */
export type OnRun = (job: string, outcome: 'done' | 'failed', seconds: number) => void

/** Some time between nine and eleven tenths, so that several processes do not step in time. */
const jittered = (ms: number) => ms * (0.9 + Math.random() * 0.2)

/** Runs a job now, then again and again until the signal is aborted. A run that fails is logged and tried again in its time. */
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

  const loop = async () => {
    while (!signal.aborted) {
      isWoken = false
      const began = performance.now()
      const took = () => (performance.now() - began) / 1_000
      const next = await job
        .run(tools)
        .then(() => {
          onRun(job.name, 'done', took())
          return job.nextInMs?.(tools)
        })
        .catch((err: unknown) => {
          onRun(job.name, 'failed', took())
          installation.log.error({ err, job: job.name }, 'a job failed')
        })
      if (!isWoken && !signal.aborted) await pause(Math.min(next ?? Infinity, jittered(job.everyMs)))
    }
  }

  signal.addEventListener('abort', wake, { once: true })
  return { wake, ended: loop() }
}
