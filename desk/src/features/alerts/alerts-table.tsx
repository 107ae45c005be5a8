import type { Column } from '@porchlight/ui/data-table.tsx'
import { useDesk } from '#app/desk-context.ts'
import { WorkTable } from '#app/work-table.tsx'
import type { Alert } from './alert.ts'
import { useAlertColumns } from './alert-columns.tsx'
import { SettleAlert } from './settle-alert.tsx'

type Props = { rows: readonly Alert[]; ownCsrId: string; onSettled: () => void }

/** Open alerts, newest first: what, who, about whom, how long they have waited and for whom. */
export function AlertsTable({ rows, ownCsrId, onSettled }: Props) {
  const { t, word } = useDesk()
  const { told, reason, account, age, owner } = useAlertColumns()
  const columns: Column<Alert>[] = [
    ...told,
    reason,
    account,
    age,
    owner,
    {
      key: 'settle',
      header: t('alerts.settle'),
      cell: (row) =>
        row.csrId !== null && row.csrId === ownCsrId ? (
          word('reason', 'own-alert')
        ) : (
          <SettleAlert alert={row} onSettled={onSettled} />
        ),
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
