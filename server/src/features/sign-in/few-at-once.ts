/** The thread pool of Node computes four digests at a time; more of them would only hold their 19 MiB for longer. */
const mostAtOnce = 4

let running = 0
const waiting: (() => void)[] = []

/**
 * Runs work in order, at most four pieces at once. A sign-in reads its limits inside, so that each of many simultaneous guesses
 * sees the failures before it.
 */
export async function fewAtOnce<T>(work: () => Promise<T>): Promise<T> {
  if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
