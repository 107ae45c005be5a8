import { Card } from '@porchlight/ui/card.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { ToDo } from '#app/response-types.ts'
import { ToDoList } from './to-do-list.tsx'

/** Shows the to-dos of an account or a task; renders nothing if there are none. */
type Props = { toDos: readonly ToDo[]; isOfTask?: boolean | undefined; onChanged: () => void }

export function ToDosCard({ toDos, isOfTask, onChanged }: Props) {
  const { t } = useDesk()
  if (toDos.length === 0) return null
  return (
    <Card id="to-dos" heading={t('to-dos.title')}>
      <ToDoList toDos={toDos} isOfTask={isOfTask} onChanged={onChanged} />
    </Card>
  )
}
