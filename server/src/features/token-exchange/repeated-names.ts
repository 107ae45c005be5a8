/**
 * Returns whether an object in a JSON text has two members of one name. `JSON.parse` takes the last one without a word, and another
 * reader of the same token may take the first. The text must be valid JSON.
 */
export function hasRepeatedNames(json: string): boolean {
  const open: (Set<string> | undefined)[] = []
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}[\]]/g)) {
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(undefined)
    else if (token === '}' || token === ']') open.pop()
    else if (token.endsWith(':')) {
      const name: unknown = JSON.parse(token.slice(0, token.lastIndexOf('"') + 1))
      const names = open.at(-1)
      if (names?.has(String(name))) return true
      names?.add(String(name))
    }
  }
  return false
}
