import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { Column } from '@porchlight/ui/data-table.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { capital } from '#app/messages.ts'
import { href } from '#app/routes.ts'
import { WorkTable } from '#app/work-table.tsx'
import { SettleAlert } from './settle-alert.tsx'

type Alert = Response<Api['listAlerts']>['alerts'][number]
type Props = { rows: readonly Alert[]; onSettled: () => void }

/** Alerts, newest first: what, who, about whom, and the way to the record. */
export function AlertsTable({ rows, onSettled }: Props) {
  const { t, word, format } = useDesk()
  const columns: Column<Alert>[] = [
    { key: 'at', header: t('contacts.at'), cell: (row) => <Instant at={row.at} /> },
    { key: 'subject', header: t('record.action'), cell: (row) => word('alert', row.subject) },
    { key: 'csr', header: t('record.field.csrId'), cell: (row) => `${row.csrName} (${row.csrId})` },
    {
      key: 'reason',
      header: t('task.reason'),
      cell: ({ reasonKind, reference }) =>
        reasonKind && `${capital(word('further-reason', reasonKind))}: ${reference}`,
    },
    {
      key: 'account',
      header: t('account.number'),
      cell: ({ accountId }) =>
        accountId && (
          <a href={href({ name: 'record', accountId })}>
            {t('alerts.record', { number: format.account(accountId) })}
          </a>
        ),
    },
    {
      key: 'settle',
      header: t('alerts.settle'),
      cell: (row) => {
        const answer = row.may['alert:settle']
        return answer === 'ok' ? <SettleAlert alert={row} onSettled={onSettled} /> : word('reason', answer)
      },
    },
  ]
  return (
    <WorkTable
      id="alerts"
      caption={t('alerts.title')}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={(row) => row.toDoId}
      empty={t('alerts.none')}
    />
  )
}
