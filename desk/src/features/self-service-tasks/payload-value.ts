import type { Desk } from '#app/desk-context.ts'

type Line = { field: string; value: string }

/** The last part of a field's path, as `payload.<part>` has words for it. */
const lastOf = (field: string) => field.slice(field.lastIndexOf('.') + 1)

/** The name of a payload's field in the reader's words: those of its task type, else those that every type shares. */
export function fieldWords(taskType: string, field: string, { word }: Pick<Desk, 'word'>): string {
  return field
    .split('.')
    .map((part) => {
      const own = word(`payload.${taskType}`, part)
      // Without words of its own a name comes back as it is, its words apart.
      return own === word('no-such-family', part) ? word('payload', part) : own
    })
    .join(': ')
}

/** A payload's value as it is read: money, dates and choices in the reader's way, anything else as it was written. */
export function shownValue(
  { field, value }: Line,
  currency: string | null,
  desk: Pick<Desk, 't' | 'word' | 'format'>,
): string {
  const { t, word, format } = desk
  if (value === 'true' || value === 'false') return t(value === 'true' ? 'desk.yes' : 'desk.no')
  if (/^-?\d+$/.test(value) && /Cents$/.test(lastOf(field)))
    return format.money(Number(value), currency ?? 'USD')
  if (/^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/.test(value)) return format.date(value)
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return format.instant(value)
  if (/^[1-9]\d{9}$/.test(value) && /accountId$/i.test(lastOf(field))) return format.account(Number(value))
  if (/^[a-z][a-z-]*$/.test(value)) {
    const words = word('payload-value', value)
    return words === value.replaceAll('-', ' ') ? value : words
  }
  return value
}
