/** Costs are told apart by halves of a bit. */
const steps = 2

/**
 * The most that two words, one of each of two units, may cost together so that no more than so many pairs are asked for: the
 * likeliest of them.
 * @param units the costs of each unit's words
 * @param mostCost of a pair, in bits
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
    // However many are the likeliest, they are asked for.
    if (pairs > mostPairs && pairs > count) return step / steps
  }
  return mostCost
}
