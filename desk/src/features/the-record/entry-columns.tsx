import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { Column } from '@porchlight/ui/data-table.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { href } from '#app/routes.ts'
import { EventBadge } from './event-badge.tsx'

type Entry = Response<Api['readMasquerade']>['entries'][number]
type EntryColumn<Field extends keyof Entry> = Column<Pick<Entry, Field>>

/** Returns the columns that show a line of the record in the same way wherever lines are listed. */
export function useEntryColumns() {
  const { t, format } = useDesk()
  const at: EntryColumn<'at'> = {
    key: 'at',
    header: t('contacts.at'),
    cell: (row) => <Instant at={row.at} hasSeconds />,
  }
  const event: EntryColumn<'event'> = {
    key: 'event',
    header: t('record.event'),
    cell: (row) => <EventBadge event={row.event} />,
  }
  const account: EntryColumn<'accountId'> = {
    key: 'account',
    header: t('account.number'),
    cell: ({ accountId }) =>
      accountId && <a href={href({ name: 'account', accountId })}>{format.account(accountId)}</a>,
  }
  const task: EntryColumn<'taskId'> = {
    key: 'task',
    header: t('record.task'),
    cell: ({ taskId }) => taskId && <a href={href({ name: 'task', taskId })}>{taskId}</a>,
  }
  const ip: EntryColumn<'ipAddress'> = {
    key: 'ip',
    header: t('task.ip-address'),
    cell: (row) => row.ipAddress ?? '',
  }
  return { at, event, account, task, ip }
}
