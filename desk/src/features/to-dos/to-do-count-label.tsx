import { useDesk } from '#app/desk-context.ts'
import { useLive } from '#app/live/use-live.ts'
import { useAnswer } from '#app/use-answer.ts'

/** The way to the to dos, with how many wait for this CSR: the own ones and those that nobody has taken. */
export function ToDoCountLabel() {
  const { t } = useDesk()
  const { answer, refresh } = useAnswer('to do count', 'to-do:view', (client) => client.countToDos())
  useLive({ kinds: ['to-do'] }, refresh)
  const { mine, unassigned } = answer.state === 'ready' ? answer.value : { mine: 0, unassigned: 0 }
  return <>{t('nav.to-dos', { count: mine + unassigned })}</>
}
