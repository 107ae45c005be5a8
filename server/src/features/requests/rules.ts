export type Detail = { field: string; before: string | null; after: string }

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const written = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value ?? ''))

/**
 * Returns what a task's payload asks for, field by field. A part `{ before, after }` says what is replaced: fields that stay as
 * they are are left out, and one that is taken away is empty after. Names are those of the innermost field, as the locale files
 * have words for them.
 */
export function detailsOf(payload: unknown): Detail[] {
  if (!isObject(payload)) return []
  if ('after' in payload && isObject(payload.after)) return changedFields(payload.before, payload.after)
  return Object.entries(payload).flatMap(([field, value]): Detail[] => {
    if (isObject(value) && 'after' in value) {
      if (isObject(value.after)) return changedFields(value.before, value.after)
      return changedFields({ [field]: value.before }, { [field]: value.after })
    }
    if (isObject(value)) return detailsOf(value)
    return value === null || value === undefined ? [] : [{ field, before: null, after: written(value) }]
  })
}

function changedFields(before: unknown, after: unknown, path = ''): Detail[] {
  const [old, young] = [before, after].map((value) => (isObject(value) ? value : {}))
  return Object.keys({ ...old, ...young }).flatMap((name): Detail[] => {
    const field = path ? `${path}.${name}` : name
    const [was, is] = [old?.[name], young?.[name]]
    if (isObject(was) || isObject(is)) return changedFields(was, is, field)
    return written(was) === written(is) ? [] : [{ field, before: written(was), after: written(is) }]
  })
}
