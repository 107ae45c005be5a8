import { type TaskColumn, type TaskSort, taskColumns } from '@porchlight/contract/task-choices.ts'
import type { Column } from '@porchlight/ui/data-table.tsx'
import type { ComponentChildren } from 'preact'
import { type Desk, useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { capital } from '#app/messages.ts'
import { href } from '#app/routes.ts'
import type { TaskRow } from './task-list.ts'
import { TaskState } from './task-state.tsx'

/** Shows a field of a task or an entry. Shows null as "Not applicable", as the domain's table requires. */
export function OrNotApplicable({ children }: { children: ComponentChildren }) {
  const { t } = useDesk()
  if (children === null || children === undefined)
    return <span class="quiet">{t('desk.not-applicable')}</span>
  return <>{children}</>
}

/** Shown until others are chosen: what a task is, whose it is, and the four fields that say who made it. */
export const usualColumns: readonly TaskColumn[] = taskColumns.filter(
  (name) => name !== 'prepared-by' && name !== 'correlation-id' && name !== 'updated',
)

/** The same on a card of a small screen. */
export const usualNarrowColumns: readonly TaskColumn[] = [
  'type',
  'state',
  'account',
  'customer',
  'created',
  'amount',
  'web-user-id',
]

const sorts: Partial<Record<TaskColumn, TaskSort>> = {
  type: 'type',
  state: 'state',
  amount: 'amount',
  created: 'created',
  updated: 'updated',
}

const cells: Record<TaskColumn, (row: TaskRow, desk: Desk) => preact.ComponentChildren> = {
  type: (row, { word }) => capital(word('task-type', row.taskType)),
  state: (row) => <TaskState state={row.state} />,
  account: ({ accountId }, { t, format }) =>
    accountId ? (
      <a href={href({ name: 'account', accountId })}>{format.account(accountId)}</a>
    ) : (
      t('desk.none')
    ),
  customer: (row, { t }) => row.customerName ?? t('desk.none'),
  'web-user-id': (row) => <OrNotApplicable>{row.webUserId}</OrNotApplicable>,
  'email-address': (row) => <OrNotApplicable>{row.emailAddress}</OrNotApplicable>,
  'ip-address': (row) => <OrNotApplicable>{row.ipAddress}</OrNotApplicable>,
  'self-service-user-id': (row) => <OrNotApplicable>{row.selfServiceUserId}</OrNotApplicable>,
  'made-by': (row, { word }) => word('made-by', row.madeBy),
  'prepared-by': (row, { t }) => row.preparedBy ?? t('desk.none'),
  amount: ({ amountCents, currency }, { format }) =>
    amountCents !== null && currency ? format.money(amountCents, currency) : '',
  assigned: (row, { t, word }) =>
    row.assignedTo ?? (row.assignedGroup ? word('csr-group', row.assignedGroup) : t('task.nobody')),
  created: (row) => <Instant at={row.createdAt} />,
  updated: (row) => <Instant at={row.updatedAt} />,
  'correlation-id': (row) => <code>{row.correlationId}</code>,
}

/** The words of a column's head. */
export const columnTitle = (name: TaskColumn, t: Desk['t']): string =>
  name === 'account' ? t('account.number') : t(`task.${name}`)

type Order = { sort: TaskSort; direction: 'ascending' | 'descending' }

/** The columns that are shown, those that have an order with the way to sort by it. */
export function useTaskColumns(
  shown: readonly TaskColumn[],
  order: Order,
  onSort: (order: Order) => void,
): Column<TaskRow>[] {
  const desk = useDesk()
  return taskColumns
    .filter((name) => shown.includes(name))
    .map((name) => {
      const sort = sorts[name]
      const isSorted = sort === order.sort
      // What came last and what is most comes first; names begin at their beginning.
      const first = sort === 'type' || sort === 'state' ? 'ascending' : 'descending'
      const other = order.direction === 'ascending' ? 'descending' : 'ascending'
      return {
        key: name,
        header: columnTitle(name, desk.t),
        numeric: name === 'amount',
        cell: (row) => cells[name](row, desk),
        sort: sort && {
          direction: isSorted ? order.direction : 'none',
          onSort: () => onSort({ sort, direction: isSorted ? other : first }),
        },
      }
    })
}
