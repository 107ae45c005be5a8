import type { Column } from '@porchlight/ui/data-table.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { capital } from '#app/messages.ts'
import { href } from '#app/routes.ts'
import { CsrRecordLink } from '../record-lists/record-links.tsx'
import type { Alert } from './alert.ts'
import { AgeBadge, SeverityBadge } from './alert-badges.tsx'
import { useFindingText } from './finding-text.tsx'

/** Returns the columns of every table of alerts: when, what and who; and the way to the record of the account. */
export function useAlertColumns() {
  const { t, word, format } = useDesk()
  const textOf = useFindingText()
  const told: Column<Alert>[] = [
    {
      key: 'at',
      header: t('contacts.at'),
      cell: ({ at, toDoId }) => (
        <a href={href({ name: 'alert', toDoId })}>
          <Instant at={at} />
        </a>
      ),
    },
    {
      key: 'subject',
      header: t('record.action'),
      wrap: true,
      cell: (row) => (
        <>
          <SeverityBadge severity={row.severity} /> {textOf(row)}
          {row.finding && row.finding.times > 1 && ` ${t('alerts.times', { count: row.finding.times })}`}
        </>
      ),
    },
    {
      key: 'csr',
      header: t('record.field.csrId'),
      cell: ({ csrId, csrName }) =>
        csrId && <CsrRecordLink csrId={csrId}>{`${csrName} (${csrId})`}</CsrRecordLink>,
    },
  ]
  const reason: Column<Alert> = {
    key: 'further-reason',
    header: t('task.reason'),
    cell: ({ reasonKind, reference }) =>
      reasonKind && `${capital(word('further-reason', reasonKind))}: ${reference}`,
  }
  const account: Column<Alert> = {
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
  const age: Column<Alert> = {
    key: 'age',
    header: t('alerts.age.column'),
    cell: (row) => <AgeBadge alert={row} />,
  }
  const owner: Column<Alert> = {
    key: 'owner',
    header: t('alerts.owner'),
    cell: ({ ownerName }) => ownerName ?? t('alerts.owner.none'),
  }
  return { told, reason, account, age, owner }
}
