import { signal } from '@preact/signals'
import type { Patience } from './client.ts'

/** How many calls wait for the server to be in order again. */
export const waitingCalls = signal(0)

const pausesMs = [1_000, 2_000, 3_000, 4_000, 5_000]
const lastPauseMs = 5_000

/** Each desk somewhat earlier or later: they do not all come back in one moment. */
const jittered = (ms: number) => ms * (0.8 + Math.random() * 0.4)

/** Waits between the tries of a call while the server is out of order, and says so on the screen. */
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
