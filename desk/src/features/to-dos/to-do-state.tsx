import { StatusBadge, type StatusTone } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import type { ToDo } from '#app/response-types.ts'

/** Shows the assignee of a to-do; if it is done, who completed it, when, and the note. */
export function ToDoState({ toDo }: { toDo: ToDo }) {
  const { t, page } = useDesk()
  const { assignedTo, completedAt, completedBy, note } = toDo
  if (completedAt !== null)
    return (
      <>
        {completedBy ? t('to-dos.done-by', { csrId: completedBy }) : t('to-dos.done-by-system')}{' '}
        <Instant at={completedAt} />
        {note && <q class="to-do-note">{note}</q>}
      </>
    )
  if (!assignedTo) return <span class="quiet">{t('to-dos.nobody')}</span>
  return (
    <>{assignedTo.csrId === page.desk.csrId ? t('to-dos.me', { name: assignedTo.name }) : assignedTo.name}</>
  )
}

const tones: Record<number, StatusTone> = { 1: 'danger', 2: 'warning', 3: 'info' }

/** Shows the priority of a to-do, from 1 to 5, as a word and a shape. */
export function ToDoPriority({ priority }: { priority: number }) {
  const { word } = useDesk()
  return <StatusBadge tone={tones[priority] ?? 'neutral'}>{word('priority', String(priority))}</StatusBadge>
}
