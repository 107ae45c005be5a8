import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { DataTable } from '@porchlight/ui/data-table.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { type Desk, useDesk } from '#app/desk-context.ts'
import { href } from '#app/routes.ts'
import type { Outcome } from './run-action.ts'
import { TaskState } from './task-state.tsx'

/** Why it was refused; where somebody was faster, what the task is now and who made it so. */
export function refusalText({ reason, difference, fields }: RefusalBody, { t, word }: Desk): string {
  const theirs = (field: string) => {
    const value = difference?.find((one) => one.field === field)?.theirs
    return typeof value === 'string' ? value : undefined
  }
  if (reason === 'version-conflict') {
    const by = theirs('changed-by')
    const state = word('task-state', theirs('state'))
    return by ? t('task-action.changed-by', { state, by }) : t('task-action.changed', { state })
  }
  const [field] = fields ?? []
  return field ? `${word('reason', reason)} ${word('field', field.reason)}` : word('reason', reason)
}

type Props = { outcomes: readonly Outcome[]; count: number; isOver: boolean }

/** What became of each task, those that were refused first; how many were not done is said ahead of it. */
export function Outcomes({ outcomes, count, isOver }: Props) {
  const desk = useDesk()
  const { t } = desk
  const done = outcomes.filter(({ result }) => result === 'done').length
  const refused = outcomes.length - done
  const rows = [...outcomes].sort(
    (a, b) => Number(a.result === 'done') - Number(b.result === 'done') || a.taskId - b.taskId,
  )
  return (
    <>
      {isOver && (
        <Notice
          tone={done === count ? 'success' : done === 0 ? 'danger' : 'warning'}
          role="alert"
          title={t(done === count ? 'task-action.all-done' : 'task-action.partly', {
            done,
            refused,
            left: count - outcomes.length,
            count,
          })}
        />
      )}
      <DataTable
        id="outcomes"
        caption={t('task-action.outcomes')}
        captionHidden
        layout="dense"
        rows={rows}
        rowKey={(row) => row.taskId}
        columns={[
          {
            key: 'task',
            header: t('task.id'),
            rowHeader: true,
            cell: ({ taskId }) => (
              <a href={href({ name: 'task', taskId })} target="_blank" rel="noopener">
                {taskId}
              </a>
            ),
          },
          {
            key: 'result',
            header: t('task-action.result'),
            cell: (row) => (
              <StatusBadge tone={row.result === 'done' ? 'success' : 'danger'}>
                {t(row.result === 'done' ? 'task-action.done' : 'task-action.refused')}
              </StatusBadge>
            ),
          },
          {
            key: 'state',
            header: t('task.state'),
            wrap: true,
            cell: (row) =>
              row.result === 'done' ? <TaskState state={row.state} /> : refusalText(row.refusal, desk),
          },
        ]}
      />
    </>
  )
}
