import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import { type Column, DataTable } from '@porchlight/ui/data-table.tsx'
import { capital } from '#app/capital.ts'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { OrNotApplicable } from '#app/or-not-applicable.tsx'
import { href } from '#app/routes.ts'
import { TaskState } from './task-state.tsx'

export type TaskRow = Response<Api['queryTasks']>['tasks'][number]

/** Tasks with the four fields that say who made them. */
export function TasksTable({ rows }: { rows: readonly TaskRow[] }) {
  const { t, word, format } = useDesk()
  const columns: Column<TaskRow>[] = [
    {
      key: 'task',
      header: t('task.id'),
      rowHeader: true,
      cell: ({ taskId }) => <a href={href({ name: 'task', taskId })}>{taskId}</a>,
    },
    {
      key: 'type',
      header: t('task.type'),
      cell: (row) => capital(word('task-type', row.taskType)),
    },
    { key: 'state', header: t('task.state'), cell: (row) => <TaskState state={row.state} /> },
    {
      key: 'account',
      header: t('account.number'),
      cell: ({ accountId }) =>
        accountId ? (
          <a href={href({ name: 'account', accountId })}>{format.account(accountId)}</a>
        ) : (
          t('desk.none')
        ),
    },
    { key: 'customer', header: t('task.customer'), cell: (row) => row.customerName ?? t('desk.none') },
    {
      key: 'web-user-id',
      header: t('task.web-user-id'),
      cell: (row) => <OrNotApplicable>{row.webUserId}</OrNotApplicable>,
    },
    {
      key: 'email',
      header: t('task.email-address'),
      cell: (row) => <OrNotApplicable>{row.emailAddress}</OrNotApplicable>,
    },
    {
      key: 'ip',
      header: t('task.ip-address'),
      cell: (row) => <OrNotApplicable>{row.ipAddress}</OrNotApplicable>,
    },
    {
      key: 'self-service-user-id',
      header: t('task.self-service-user-id'),
      cell: (row) => <OrNotApplicable>{row.selfServiceUserId}</OrNotApplicable>,
    },
    { key: 'made-by', header: t('task.made-by'), cell: (row) => word('made-by', row.madeBy) },
    {
      key: 'amount',
      header: t('task.amount'),
      numeric: true,
      cell: ({ amountCents, currency }) =>
        amountCents !== null && currency ? format.money(amountCents, currency) : '',
    },
    { key: 'created', header: t('task.created'), cell: (row) => <Instant at={row.createdAt} /> },
  ]
  return (
    <DataTable
      id="tasks"
      caption={t('tasks.title')}
      captionHidden
      layout="dense"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.taskId}
      empty={t('tasks.none')}
    />
  )
}
