import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import type { Translate, Word } from '#app/messages.ts'

/** Returns a sentence about the colleague's change that caused the conflict, or about another reason of the refusal. */
export function conflictWords({ reason, difference = [] }: RefusalBody, t: Translate, word: Word): string {
  if (reason !== 'version-conflict') return word('reason', reason)
  const theirs = (field: string) => difference.find((other) => other.field === field)?.theirs
  if (theirs('isDone') === true) {
    const csrId = theirs('completedBy')
    return csrId ? t('to-dos.conflict.done', { csrId: String(csrId) }) : t('to-dos.conflict.done-by-system')
  }
  if (!difference.some(({ field }) => field === 'assignedTo')) return t('to-dos.conflict.changed')
  const assignedTo = theirs('assignedTo')
  return assignedTo
    ? t('to-dos.conflict.taken', { csrId: String(assignedTo) })
    : t('to-dos.conflict.given-back')
}
