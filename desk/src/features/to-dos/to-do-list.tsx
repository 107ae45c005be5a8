import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { capital } from '#app/messages.ts'
import type { ToDo } from '#app/response-types.ts'
import { ToDoActions } from './to-do-actions.tsx'
import { ToDoCause } from './to-do-cause.tsx'
import { ToDoPriority, ToDoState } from './to-do-state.tsx'

type Props = {
  toDos: readonly ToDo[]
  /** Whether the screen shows the task that caused the to-dos, so that the list need not name it. */
  isOfTask?: boolean | undefined
  onChanged: () => void
}

/** Lists the to-dos of one account or task, each with its actions. */
export function ToDoList({ toDos, isOfTask = false, onChanged }: Props) {
  const { word } = useDesk()
  return (
    <ul class="to-do-list">
      {toDos.map((toDo) => (
        <li key={toDo.toDoId}>
          <strong>{capital(word('to-do-subject', toDo.subject))}</strong>
          <ToDoPriority priority={toDo.priority} />
          {!isOfTask && <ToDoCause toDo={toDo} />}
          <span class="quiet">
            {capital(word('to-do-role', toDo.role))} · <Instant at={toDo.createdAt} />
          </span>
          <span>
            <ToDoState toDo={toDo} />
          </span>
          <ToDoActions toDo={toDo} onChanged={onChanged} />
        </li>
      ))}
    </ul>
  )
}
