/** Returns the id in an address parameter; undefined if it is missing or malformed. */
export function idIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name) ?? ''
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}

/** Returns an address parameter that matches the pattern; undefined otherwise. */
export function textIn(query: URLSearchParams, name: string, pattern: RegExp): string | undefined {
  const text = query.get(name)
  return text !== null && pattern.test(text) ? text : undefined
}
