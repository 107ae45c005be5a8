/** Groups items by their family, in the order of each family's first item. */
export function byFamily<T extends { family: string }>(all: readonly T[]): Map<string, T[]> {
  const families = new Map<string, T[]>()
  for (const one of all) {
    const queries = families.get(one.family)
    if (queries) queries.push(one)
    else families.set(one.family, [one])
  }
  return families
}
