import { Amount } from '@porchlight/ui/amount.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { Account } from '#app/response-types.ts'
import { href } from '#app/routes.ts'
import { TaskState } from '../self-service-tasks/task-state.tsx'

/** Payments that are to come, and those of the last weeks that went wrong or were given back, each with the link to its request. */
export function OtherPayments({ account }: { account: Account }) {
  const { t, word, format } = useDesk()
  return (
    <ul class="plain-list">
      {account.otherPayments.map(
        ({ taskId, taskType, state, amountCents, payBy, scheduledOn, createdAt }) => (
          <li key={taskId}>
            <a href={href({ name: 'task', taskId })}>
              {amountCents !== null && <Amount>{format.money(amountCents, account.currency)}</Amount>}{' '}
              {taskType === 'one-time-payment' ? payBy && word('tender', payBy) : word('task-type', taskType)}
            </a>{' '}
            <TaskState state={state} />{' '}
            <span class="quiet">
              {scheduledOn !== null && state === 'scheduled'
                ? t('account.payment.scheduled', { date: format.date(scheduledOn) })
                : t('account.payment.asked', { date: format.date(createdAt.slice(0, 10)) })}
            </span>
          </li>
        ),
      )}
    </ul>
  )
}
