import { Card } from '@porchlight/ui/card.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { capital } from '#app/messages.ts'
import type { Account } from '#app/response-types.ts'
import { href } from '#app/routes.ts'
import { TaskState } from '../self-service-tasks/task-state.tsx'

/** Requests: the account's open self-service tasks. */
export function OpenTasksCard({ account }: { account: Account }) {
  const { t, word } = useDesk()
  const { accountId, openTasks } = account
  const mayView = account.may['task:view'] === 'ok'
  return (
    <Card
      id="requests"
      heading={t('account.requests')}
      actions={
        mayView && (
          <>
            <a href={href({ name: 'prepared-changes', accountId })}>{t('account.prepared-changes')}</a>
            <a href={href({ name: 'tasks', accountId })}>{t('account.all-tasks')}</a>
          </>
        )
      }
    >
      {openTasks.length === 0 && <p class="quiet">{t('account.no-open-tasks')}</p>}
      <ul class="requests">
        {openTasks.map(({ taskId, taskType, state, createdAt, madeBy }) => (
          <li key={taskId}>
            {mayView ? (
              <a href={href({ name: 'task', taskId })}>{capital(word('task-type', taskType))}</a>
            ) : (
              <span>{capital(word('task-type', taskType))}</span>
            )}
            <TaskState state={state} />
            <span class="quiet">
              <Instant at={createdAt} />
              {madeBy && ` · ${word('made-by', madeBy)}`}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
