import { Refusal } from '#policy/refusal.ts'

/** The thread pool of Node computes four digests at a time; more of them would only hold their 19 MiB for longer. */
const mostAtOnce = 4

/** Some seconds of work. A flood of guesses gets 503 beyond, and a person who signs in meanwhile is told at once to try again. */
export const mostWaiting = 400

let running = 0
const waiting: (() => void)[] = []

/**
 * Runs work in order, at most four pieces at once. A sign-in reads its limits inside, so that each of many simultaneous guesses
 * sees the failures before it.
 * @throws Refusal `out-of-order` where too much work waits already
 */
export async function fewAtOnce<T>(work: () => Promise<T>): Promise<T> {
  if (running < mostAtOnce) running += 1
  else if (waiting.length >= mostWaiting) throw new Refusal('out-of-order')
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
