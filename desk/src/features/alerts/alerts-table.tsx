import type { Column } from '@porchlight/ui/data-table.tsx'
import { useDesk } from '#app/desk-context.ts'
import { capital } from '#app/messages.ts'
import { WorkTable } from '#app/work-table.tsx'
import { type Alert, useAlertColumns } from './alert-columns.tsx'
import { SettleAlert } from './settle-alert.tsx'

type Props = { rows: readonly Alert[]; onSettled: () => void }

/** Alerts, newest first: what, who, about whom, and the way to the record. */
export function AlertsTable({ rows, onSettled }: Props) {
  const { t, word } = useDesk()
  const { told, account } = useAlertColumns()
  const columns: Column<Alert>[] = [
    ...told,
    {
      key: 'reason',
      header: t('task.reason'),
      cell: ({ reasonKind, reference }) =>
        reasonKind && `${capital(word('further-reason', reasonKind))}: ${reference}`,
    },
    account,
    {
      key: 'settle',
      header: t('alerts.settle'),
      cell: (row) => {
        const decision = row.may['alert:settle']
        return decision === 'ok' ? (
          <SettleAlert alert={row} onSettled={onSettled} />
        ) : (
          word('reason', decision)
        )
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
