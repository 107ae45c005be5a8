import type { Column } from '@porchlight/ui/data-table.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import type { RowKey } from '#app/live/updated-in-place.ts'
import { capital } from '#app/messages.ts'
import type { ToDo } from '#app/response-types.ts'
import { href } from '#app/routes.ts'
import { WorkTable } from '#app/work-table.tsx'
import { ToDoActions } from './to-do-actions.tsx'
import { ToDoCause } from './to-do-cause.tsx'
import { ToDoPriority, ToDoState } from './to-do-state.tsx'

type Props = {
  rows: readonly ToDo[]
  /** The to-dos that have left this list: completed, taken, or reassigned. */
  gone: ReadonlySet<RowKey> | undefined
  isDone: boolean
  onChanged: () => void
}

/** Table of to-dos in the given order: subject, priority, age, cause and assignee. */
export function ToDosTable({ rows, gone, isDone, onChanged }: Props) {
  const { t, word, format } = useDesk()
  const columns: Column<ToDo>[] = [
    {
      key: 'subject',
      header: t('to-dos.what'),
      rowHeader: true,
      wrap: true,
      cell: (row) => (
        <span class="two-lines">
          {`${capital(word('to-do-subject', row.subject))} `}
          <span class="quiet">
            {capital(word('to-do-role', row.role))}
            {gone?.has(row.toDoId) && ` · ${t('to-dos.gone')}`}
          </span>
        </span>
      ),
    },
    {
      key: 'priority',
      header: t('to-dos.priority'),
      cell: (row) => <ToDoPriority priority={row.priority} />,
    },
    {
      key: 'customer',
      header: t('to-dos.customer'),
      cell: ({ accountId, customerName }) =>
        accountId ? (
          <span class="two-lines">
            {customerName ? `${customerName} ` : ''}
            <a href={href({ name: 'account', accountId })}>{format.account(accountId)}</a>
          </span>
        ) : (
          t('desk.none')
        ),
    },
    { key: 'created', header: t('to-dos.since'), cell: (row) => <Instant at={row.createdAt} /> },
    { key: 'cause', header: t('to-dos.cause'), cell: (row) => <ToDoCause toDo={row} /> },
    {
      key: 'state',
      header: isDone ? t('to-dos.done') : t('to-dos.whose'),
      wrap: isDone,
      cell: (row) => <ToDoState toDo={row} />,
    },
    ...(isDone
      ? []
      : [
          {
            key: 'actions',
            header: t('to-dos.actions'),
            cell: (row: ToDo) => <ToDoActions toDo={row} onChanged={onChanged} />,
          },
        ]),
  ]
  return (
    <WorkTable
      id="to-dos"
      caption={t('to-dos.title')}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={(row) => row.toDoId}
      rowAttributes={(row) => (gone?.has(row.toDoId) ? { class: 'gone' } : {})}
      empty={t(isDone ? 'to-dos.none-done' : 'to-dos.none')}
    />
  )
}
