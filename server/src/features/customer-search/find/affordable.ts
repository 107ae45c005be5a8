/** Steps of cost per bit. */
const steps = 2

/**
 * Returns the cost limit that keeps the number of word pairs within the query budget. A pair is one word of each of two units.
 * @param units the costs of each unit's words, in bits
 * @param mostCost the highest cost of a pair, in bits
 * @param mostPairs the query budget
 */
export function affordable(
  units: readonly (readonly number[])[],
  mostCost: number,
  mostPairs: number,
): number {
  const counts = new Uint32Array(Math.floor(mostCost * steps) + 1)
  units.forEach((ones, at) => {
    for (const others of units.slice(at + 1))
      for (const one of ones)
        for (const other of others) {
          const step = Math.floor((one + other) * steps)
          if (step < counts.length) counts[step] = (counts[step] ?? 0) + 1
        }
  })
  let pairs = 0
  for (const [step, count] of counts.entries()) {
    pairs += count
    // The cheapest pairs are always within the limit, however many they are.
    if (pairs > mostPairs && pairs > count) return step / steps
  }
  return mostCost
}
