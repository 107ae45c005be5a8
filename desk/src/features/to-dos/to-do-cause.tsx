import { useDesk } from '#app/desk-context.ts'
import { capital } from '#app/messages.ts'
import type { ToDo } from '#app/response-types.ts'
import { href } from '#app/routes.ts'
import { TaskState } from '../self-service-tasks/task-state.tsx'

/** Shows the cause of a to-do: its task, or the mail that could not be sent. */
export function ToDoCause({ toDo: { taskId, taskType, taskState, message } }: { toDo: ToDo }) {
  const { t, word } = useDesk()
  return (
    <span class="to-do-cause">
      {taskId !== null && (
        <a href={href({ name: 'task', taskId })}>
          {t('to-dos.task', { type: capital(word('task-type', taskType)), id: String(taskId) })}
        </a>
      )}
      {taskState && <TaskState state={taskState} />}
      {message && (
        <span>
          {t('to-dos.message', {
            id: String(message.messageId),
            failure: message.failure ? word('mail-failure', message.failure) : '',
          })}
        </span>
      )}
    </span>
  )
}
