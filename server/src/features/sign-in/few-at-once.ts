/** The thread pool of Node computes four digests at a time; more of them would only hold their 19 MiB for longer. */
const mostAtOnce = 4

let running = 0
const waiting: (() => void)[] = []

/**
 * Runs work when fewer than four others run, in order. The limits of a sign-in are read inside, so that a thousand guesses sent
 * at once find what the ones before them left.
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
