import type { Desk } from '#app/desk-context.ts'

type Line = { field: string; value: string }

/** Returns the last part of a field's path, which has the text `payload.<part>`. */
const lastOf = (field: string) => field.slice(field.lastIndexOf('.') + 1)

/** Returns the text for a payload's field: the one of its task type, or else the one that all types share. */
export function fieldWords(taskType: string, field: string, { word }: Pick<Desk, 'word'>): string {
  return field
    .split('.')
    .map((part) => {
      const own = word(`payload.${taskType}`, part)
      // `word` returns a name without a text as it is, split into words.
      return own === word('no-such-family', part) ? word('payload', part) : own
    })
    .join(': ')
}

/** Formats a payload's value: money, dates and choices for the reader's locale, anything else unchanged. */
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
