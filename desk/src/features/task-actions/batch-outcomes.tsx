import { DataTable } from '@porchlight/ui/data-table.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { StatusBadge, type StatusTone } from '@porchlight/ui/status-badge.tsx'
import { type Desk, useDesk } from '#app/desk-context.ts'
import { capital } from '#app/messages.ts'
import { href } from '#app/routes.ts'
import type { ActionName } from './actions.ts'
import type { BatchRow, LeftOut, Outcome } from './batch.ts'
import { whatChanged } from './what-changed.ts'

const tones: Record<Outcome['kind'], StatusTone> = {
  waiting: 'neutral',
  running: 'progress',
  done: 'success',
  not: 'danger',
  unknown: 'warning',
}
/** Results that need attention come first. */
const order: readonly Outcome['kind'][] = ['not', 'unknown', 'running', 'waiting', 'done']

type OutcomesProps = { rows: readonly BatchRow[]; action: ActionName }

/** Lists the result for each task, with the reason where it was refused. */
export function BatchOutcomes({ rows, action }: OutcomesProps) {
  const desk = useDesk()
  const { t, word } = desk
  const sorted = order.flatMap((kind) => rows.filter(({ outcome }) => outcome.kind === kind))
  return (
    <div class="task-batch-outcomes">
      <DataTable
        id="task-batch-table"
        caption={t('task-batch.caption')}
        captionHidden
        rows={sorted}
        rowKey={({ task }) => task.taskId}
        columns={[
          {
            key: 'task',
            header: t('task.id'),
            rowHeader: true,
            cell: ({ task }) => (
              <a href={href({ name: 'task', taskId: task.taskId })} target="_blank" rel="noreferrer">
                {task.taskId}
              </a>
            ),
          },
          {
            key: 'type',
            header: t('task.type'),
            cell: ({ task }) => capital(word('task-type', task.taskType)),
          },
          {
            key: 'outcome',
            header: t('task-batch.outcome'),
            cell: ({ outcome }) => (
              <StatusBadge tone={tones[outcome.kind]}>{t(`task-batch.outcome.${outcome.kind}`)}</StatusBadge>
            ),
          },
          {
            key: 'why',
            header: t('task.reason'),
            wrap: true,
            cell: ({ outcome }) => why(outcome, action, desk),
          },
        ]}
      />
    </div>
  )
}

function why(outcome: Outcome, action: ActionName, desk: Desk): string {
  const { t, word } = desk
  if (outcome.kind === 'unknown') return t('task-action.no-answer')
  if (outcome.kind !== 'not') return ''
  const { refusal } = outcome
  if (refusal.reason === 'version-conflict') return whatChanged(refusal, desk)
  if (refusal.reason === 'permission-missing')
    return t('refused.permission.text', {
      permission: word('permission', `task:${action}`),
      name: `task:${action}`,
    })
  const field = refusal.fields?.[0]
  return field ? word('field', field.reason) : word('reason', refusal.reason)
}

type LeftOutProps = { leftOut: readonly LeftOut[]; can: number }

/** Lists the chosen tasks that the batch leaves out, by reason. */
export function LeftOutTasks({ leftOut, can }: LeftOutProps) {
  const { t, word, format } = useDesk()
  if (leftOut.length === 0) return null
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))]
  return (
    <Notice
      tone="warning"
      title={t('task-batch.left-out', { cannot: leftOut.length, all: leftOut.length + can })}
    >
      <ul class="task-batch-left-out">
        {reasons.map((reason) => (
          <li key={reason}>
            {word('reason', reason)}{' '}
            <span class="quiet">
              {format.list(
                leftOut.filter((one) => one.reason === reason).map(({ task }) => String(task.taskId)),
              )}
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
