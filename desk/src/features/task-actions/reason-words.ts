import type { Word } from '#app/messages.ts'
import type { ActionName } from './actionable-task.ts'

/** Reasons at hand for each action; the words are `quick-reason.<name>`. The log keeps the name, so that each reads it in their language. */
export const quickReasons: Record<ActionName, readonly string[]> = {
  approve: ['checked'],
  reject: ['not-eligible', 'details-missing', 'not-authorised'],
  retry: ['cause-is-gone', 'data-corrected'],
  'complete-by-hand': ['done-in-other-system', 'done-in-field'],
  reschedule: ['customer-asked', 'nobody-free'],
  resend: ['not-arrived'],
  assign: [],
  note: [],
  discard: ['no-longer-wanted', 'asked-twice', 'by-mistake', 'cannot-be-done'],
}
const known: ReadonlySet<string> = new Set(Object.values(quickReasons).flat())
const between = ' · '

/** A reason as the log keeps it: the name of one at hand, what was typed, or both. */
export const reasonOf = (quick: string, typed: string): string =>
  [quick, typed.trim()].filter((part) => part !== '').join(between)

/** A reason of the log in words: one at hand in the reader's language, what a CSR typed as it was typed, another by its name. */
export function reasonWords(
  word: Word,
  { reason, action }: { reason: string; action: string | null },
): string {
  if (action === null) return word('task-reason', reason)
  const [first = '', ...typed] = reason.split(between)
  if (!known.has(first)) return reason
  return [word('quick-reason', first), ...typed].join(between)
}
