import { mostNote } from '@porchlight/contract/limits.ts'
import type { Format } from '#app/format.ts'
import type { Translate, Word } from '#app/messages.ts'
import type { NoteDraft } from './own-views.ts'

/** Writes a contact note from what was seen and done in a masquerade. Lists each kind once, with a count. */
export function contactNote(draft: NoteDraft, t: Translate, word: Word, format: Format): string {
  const { userName, purposeKind, purposeReference, startedAt, endedAt, read, changed, refused } = draft
  const actions = (names: readonly string[]) =>
    format.list([...new Set(names.map((name) => word('action', name)))])
  const tasks = changed.map(({ taskId, taskType }) =>
    t('note.task', { type: word('task-type', taskType), id: String(taskId) }),
  )
  const sentences = [
    t('note.view', {
      userName,
      from: format.instant(startedAt),
      to: format.time(endedAt ?? startedAt),
      hasEnd: endedAt ? 'yes' : 'no',
    }),
    t('note.purpose', { kind: word('purpose', purposeKind), reference: purposeReference }),
    read.length > 0 ? t('note.read', { what: actions(read) }) : t('note.read-nothing'),
    tasks.length > 0 ? t('note.changed', { what: format.list(tasks) }) : t('note.changed-nothing'),
    ...(refused.length > 0 ? [t('note.refused', { what: actions(refused) })] : []),
  ]
  const note = sentences.join(' ')
  return note.length > mostNote ? `${note.slice(0, mostNote - 1)}…` : note
}
