/** Returns what belongs to each family, in the order in which families come up. */
export function byFamily<T extends { family: string }>(all: readonly T[]): Map<string, T[]> {
  const families = new Map<string, T[]>()
  for (const one of all) {
    const queries = families.get(one.family)
    if (queries) queries.push(one)
    else families.set(one.family, [one])
  }
  return families
}
