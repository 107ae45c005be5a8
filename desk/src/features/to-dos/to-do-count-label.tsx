import { useDesk } from '#app/desk-context.ts'
import { useLive } from '#app/live/use-live.ts'
import { useAnswer } from '#app/use-answer.ts'
import { menuLabel } from '#app/view.ts'

/** Label of the link to the to-dos, with the number that wait for this CSR: assigned to this CSR, or to no one. */
function ToDoCountLabel() {
  const { t } = useDesk()
  const { answer, refresh } = useAnswer('to do count', 'to-do:view', (client) => client.countToDos())
  useLive({ kinds: ['to-do'] }, refresh)
  const { mine, unassigned } = answer.state === 'ready' ? answer.value : { mine: 0, unassigned: 0 }
  return <>{t('nav.to-dos', { count: mine + unassigned })}</>
}

export const toDoCountLabel = menuLabel('to-dos', ToDoCountLabel)
