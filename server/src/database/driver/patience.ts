/** Number of event loop checks within one time-out. */
const looks = 6

/**
 * Calls `onOver` after a time-out that counts only milliseconds in which this process could read an answer. While the process
 * is busy, answers wait unread, and a plain timer would treat them as missing. Returns a function that stops the time-out.
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
