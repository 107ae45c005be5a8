/** One line of what a task asked for. */
export type PayloadLine = { field: string; value: string; before: string | null }

type Fields = Record<string, unknown>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `{ before, after }`: what a change replaced. */
const isChange = (value: Fields) =>
  'after' in value && Object.keys(value).every((key) => key === 'before' || key === 'after')

function written(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(written).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Every value by its path, `outer.inner`. */
function leaves(value: unknown, path: string): [string, unknown][] {
  if (!isFields(value)) return [[path, value]]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key))
}

/**
 * Returns a task's payload as lines of field and value, with the previous value if the payload has it: for the whole payload, or
 * for any field. A removed field has an empty value.
 */
export function payloadLines(payload: unknown, path = ''): PayloadLine[] {
  if (!isFields(payload)) return [{ field: path || 'value', value: written(payload), before: null }]
  if (isChange(payload)) {
    const before = new Map(leaves(payload.before ?? null, path))
    const after = new Map(leaves(payload.after, path))
    return [...new Set([...after.keys(), ...before.keys()])]
      .filter((field) => field !== path || !isFields(payload.after))
      .map((field) => ({
        field: field || 'value',
        value: written(after.get(field)),
        before: before.has(field) ? written(before.get(field)) : null,
      }))
  }
  return Object.entries(payload).flatMap(([key, value]) => payloadLines(value, path ? `${path}.${key}` : key))
}
