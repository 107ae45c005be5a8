/** Fixed, so that nothing tells how long the hidden part is. */
const hidden = '••••'

/** Returns a protected person's name as lists show it: the first letter of each word. */
export function maskedName(name: string): string {
  return name
    .split(/\s+/u)
    .filter(Boolean)
    .map(([first]) => `${first}${hidden}`)
    .join(' ')
}

/** Where a protected person lives, as lists show it: the city at most. */
export const maskedAddress = (city: string | null): string => city || hidden

/** What a CSR typed about a protected person, as lists show it. It may carry a name. */
export const maskedText = hidden

/** A protected person's user name or e-mail address as lists show it: mostly a name, so nothing of it. */
export const maskedLogin = hidden
