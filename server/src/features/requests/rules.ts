export type Detail = { field: string; before: string | null; after: string }

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const written = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value ?? ''))

/**
 * Returns what a task's payload asks for, field by field. A part `{ before, after }` says what is replaced; fields that stay as
 * they are are left out. Names are those of the innermost field, as the locale files have words for them.
 */
export function detailsOf(payload: unknown): Detail[] {
  if (!isObject(payload)) return []
  if ('after' in payload && isObject(payload.after)) return changedFields(payload.before, payload.after)
  return Object.entries(payload).flatMap(([field, value]): Detail[] => {
    if (isObject(value) && 'after' in value) {
      if (isObject(value.after)) return changedFields(value.before, value.after)
      const before = value.before === null || value.before === undefined ? null : written(value.before)
      return [{ field, before, after: written(value.after) }]
    }
    if (isObject(value)) return detailsOf(value)
    return value === null || value === undefined ? [] : [{ field, before: null, after: written(value) }]
  })
}

function changedFields(before: unknown, after: Record<string, unknown>, path = ''): Detail[] {
  const old = isObject(before) ? before : {}
  return Object.entries(after).flatMap(([name, value]): Detail[] => {
    const field = path ? `${path}.${name}` : name
    if (isObject(value)) return changedFields(old[name], value, field)
    const was = old[name]
    if (JSON.stringify(was) === JSON.stringify(value)) return []
    return [{ field, before: was === undefined || was === null ? null : written(was), after: written(value) }]
  })
}
