import type { Word } from '#app/messages.ts'
import { deskActions } from './actions.ts'

/** The names of all reasons to choose from. */
const quickNames: ReadonlySet<string> = new Set(
  Object.values(deskActions).flatMap(({ quickReasons }) => quickReasons),
)
const between = ' · '

/** Returns a reason as the log keeps it: the name of the chosen one, what was typed, or both. */
export const reasonOf = (quick: string, typed: string): string =>
  [quick, typed.trim()].filter((part) => part !== '').join(between)

/** Returns a reason of the log in words: a chosen one in the reader's language, and what a CSR typed as it was typed. */
export function reasonWords(
  word: Word,
  { reason, action }: { reason: string; action: string | null },
): string {
  if (action === null) return word('task-reason', reason)
  const [first = '', ...typed] = reason.split(between)
  if (!quickNames.has(first)) return reason
  return [word('quick-reason', first), ...typed].join(between)
}
