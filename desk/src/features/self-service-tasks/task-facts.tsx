import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { capital } from '#app/messages.ts'
import type { Task } from '#app/response-types.ts'
import { href } from '#app/routes.ts'
import { TaskState } from './task-state.tsx'

/** What the task is, and what it belongs to: links to account, web user, masquerade and the task it came from. */
export function TaskFacts({ task }: { task: Task }) {
  const { t, word, format } = useDesk()
  const { accountId, amountCents, currency, masqueradeId, originatingTaskId, preparedBy } = task
  const line = (label: string, value: unknown, shown: () => preact.ComponentChildren) =>
    value === null ? [] : [{ label, value: shown() }]
  return (
    <Card id="facts" heading={capital(word('task-type', task.taskType))}>
      <DescriptionList
        items={[
          { label: t('task.state'), value: <TaskState state={task.state} /> },
          { label: t('task.made-by'), value: word('made-by', task.madeBy) },
          ...line(t('task.prepared-by'), preparedBy, () => preparedBy),
          {
            label: t('task.assigned'),
            value: task.assignedName ?? task.assignedTo ?? task.assignedGroup ?? t('task.nobody'),
          },
          { label: t('task.created'), value: <Instant at={task.createdAt} /> },
          { label: t('task.updated'), value: <Instant at={task.updatedAt} /> },
          ...line(t('account.number'), accountId, () => (
            <>
              {accountId && <a href={href({ name: 'account', accountId })}>{format.account(accountId)}</a>}{' '}
              {task.customerName}
            </>
          )),
          ...line(t('web-users.title'), task.webUserName, () =>
            accountId ? (
              <a href={`${href({ name: 'account', accountId })}#web-users`}>{task.webUserName}</a>
            ) : (
              task.webUserName
            ),
          ),
          ...line(t('task.amount'), amountCents, () => format.money(amountCents ?? 0, currency ?? 'USD')),
          ...line(t('task.scheduled-on'), task.scheduledOn, () => format.date(task.scheduledOn ?? '')),
          ...line(t('task.expires'), task.expiresAt, () => <Instant at={task.expiresAt} />),
          ...line(t('task.failure'), task.failure, () => word('task-reason', task.failure)),
          ...line(t('masquerade.one'), masqueradeId, () => (
            <a href={href({ name: 'masquerade', masqueradeId: masqueradeId ?? '' })}>
              {t('task.open-masquerade')}
            </a>
          )),
          ...line(t('task.originating'), originatingTaskId, () => (
            <a href={href({ name: 'task', taskId: originatingTaskId ?? 0 })}>
              {t('task.number', { id: String(originatingTaskId) })}
            </a>
          )),
          { label: t('task.correlation-id'), value: <code>{task.correlationId}</code> },
        ]}
      />
    </Card>
  )
}
