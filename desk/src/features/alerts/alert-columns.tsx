import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { Column } from '@porchlight/ui/data-table.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { href } from '#app/routes.ts'
import { CsrRecordLink } from '../record-lists/record-links.tsx'

export type Alert = Response<Api['listAlerts']>['alerts'][number]
type Told = Pick<Alert, 'at' | 'subject' | 'csrId' | 'csrName' | 'accountId'>

/** Returns the columns of every table of alerts: when, what and who; and the way to the record of the account. */
export function useAlertColumns() {
  const { t, word, format } = useDesk()
  const told: Column<Told>[] = [
    { key: 'at', header: t('contacts.at'), cell: (row) => <Instant at={row.at} /> },
    { key: 'subject', header: t('record.action'), cell: (row) => word('alert', row.subject) },
    {
      key: 'csr',
      header: t('record.field.csrId'),
      cell: ({ csrId, csrName }) =>
        csrId && <CsrRecordLink csrId={csrId}>{`${csrName} (${csrId})`}</CsrRecordLink>,
    },
  ]
  const account: Column<Told> = {
    key: 'account',
    header: t('account.number'),
    cell: ({ accountId, csrId }) =>
      accountId ? (
        <a href={href({ name: 'record', accountId })}>
          {t('alerts.record', { number: format.account(accountId) })}
        </a>
      ) : (
        csrId === null && <a href={href({ name: 'record-proof' })}>{t('record-proof.title')}</a>
      ),
  }
  return { told, account }
}
