import { signal } from '@preact/signals'
import type { Patience } from './client.ts'

/** Number of calls that wait for a retry during an outage. */
export const waitingCalls = signal(0)

const pausesMs = [1_000, 2_000, 3_000, 4_000, 5_000]
const lastPauseMs = 5_000

/** Adds jitter, so that all desks do not retry at the same moment. */
const jittered = (ms: number) => ms * (0.8 + Math.random() * 0.4)

/** Waits between the retries of a call during an outage, and shows the outage notice. */
export const patience: Patience = async (attempt, stop) => {
  waitingCalls.value += 1
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, jittered(pausesMs[attempt] ?? lastPauseMs))
    stop?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
  waitingCalls.value -= 1
}
