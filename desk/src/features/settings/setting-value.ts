/** The kinds of setting values. Each kind has its own field. */
export type SettingKind = 'switch' | 'number' | 'list' | 'choice' | 'line'

/** Returns how a setting is edited. */
export function kindOf(value: unknown, choices: readonly string[] = []): SettingKind {
  if (choices.length > 0) return 'choice'
  if (typeof value === 'boolean') return 'switch'
  if (typeof value === 'number') return 'number'
  if (Array.isArray(value)) return 'list'
  return 'line'
}

/** Returns the text of a value's field: a list has one entry per line. */
export const written = (value: unknown): string =>
  Array.isArray(value) ? value.join('\n') : String(value ?? '')

/** Returns the typed text as a value of its kind. An invalid number stays text, so that the server refuses it. */
export function readValue(kind: SettingKind, form: FormData): unknown {
  const typed = form.get('value')
  if (kind === 'switch') return typed !== null
  const text = String(typed ?? '').trim()
  if (kind === 'number') return /^\d{1,15}$/.test(text) ? Number(text) : text
  if (kind === 'list')
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
  return text
}
