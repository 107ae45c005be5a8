import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import type { ToDo } from './to-do.ts'

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
