import type { DraftField } from '@porchlight/contract/prepared-changes.ts'
import type { FieldProblem } from '@porchlight/contract/reasons.ts'
import { typedCents } from '@porchlight/contract/typed-cents.ts'
import type { Locale } from '@porchlight/contract/values.ts'

type Read = { values: Record<string, string> } | { problem: FieldProblem }

/** Reads what was filled in: an amount as integer cents, a switch as `on` or `off`. Returns the first amount that is none. */
export function readValues(form: FormData, fields: readonly DraftField[], locale: Locale): Read {
  const values: Record<string, string> = {}
  for (const { name, kind } of fields) {
    const typed = String(form.get(name) ?? '').trim()
    if (kind === 'switch') values[name] = form.has(name) ? 'on' : 'off'
    else if (kind !== 'money') values[name] = typed
    else {
      const cents = typedCents(typed, locale)
      if (typeof cents === 'string') return { problem: { field: name, reason: cents } }
      values[name] = String(cents)
    }
  }
  return { values }
}
