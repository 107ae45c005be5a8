/** Returns a key for a new group: its name in plain letters, with a number where the key is taken. */
export function groupKeyOf(name: string, taken: readonly string[]): string {
  const letters = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 34)
  const key = letters.length < 2 ? 'group' : letters
  for (let number = 1; ; number += 1) {
    const next = number === 1 ? key : `${key}-${number}`
    if (!taken.includes(next)) return next
  }
}
