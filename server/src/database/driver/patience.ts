/** How many times the process must have looked around before a time is up. */
const looks = 6

/**
 * Calls `onOver` after so many milliseconds in which this process could have heard an answer: while it is busy with something
 * else, answers wait unread, and whoever looked at the clock alone would take them for missing. Returns how to stop it.
 */
export function afterPatience(ms: number, onOver: () => void): () => void {
  let left = looks
  const looking = setInterval(() => {
    left -= 1
    if (left > 0) return
    clearInterval(looking)
    onOver()
  }, ms / looks)
  return () => clearInterval(looking)
}
