/** Returns a number that an address carries; undefined where there is none, or something else. */
export function idIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name) ?? ''
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}

/** Returns what an address carries where it looks as it should; undefined otherwise. */
export function textIn(query: URLSearchParams, name: string, pattern: RegExp): string | undefined {
  const text = query.get(name)
  return text !== null && pattern.test(text) ? text : undefined
}
