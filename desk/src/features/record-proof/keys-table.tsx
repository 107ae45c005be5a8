import type { Column } from '@porchlight/ui/data-table.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'
import { WorkTable } from '#app/work-table.tsx'
import type { RecordProof } from './record-proof.ts'

type Key = RecordProof['keys'][number]

/** The public keys of the record with their days. */
export function KeysTable({ keys }: Pick<RecordProof, 'keys'>) {
  const { t, format } = useDesk()
  const columns: Column<Key>[] = [
    { key: 'key', header: t('record-proof.key'), wrap: true, cell: (row) => <code>{row.key}</code> },
    {
      key: 'state',
      header: t('record-proof.place.state'),
      cell: ({ isSigning, until }) =>
        isSigning ? (
          <StatusBadge tone="success">{t('record-proof.key.signs')}</StatusBadge>
        ) : until ? (
          <StatusBadge tone="neutral">{t('record-proof.key.ended')}</StatusBadge>
        ) : (
          <StatusBadge tone="warning">{t('record-proof.key.idle')}</StatusBadge>
        ),
    },
    {
      key: 'from',
      header: t('record-proof.key.from'),
      cell: ({ from }) => (from ? format.date(from) : ''),
    },
    {
      key: 'until',
      header: t('record-proof.key.until'),
      cell: ({ until }) => (until ? format.date(until) : ''),
    },
  ]
  return (
    <Section id="record-keys" heading={t('record-proof.keys')}>
      <WorkTable
        id="record-keys-table"
        caption={t('record-proof.keys.table')}
        captionHidden
        columns={columns}
        rows={keys}
        rowKey={(row) => row.key}
        empty={t('record-proof.keys.none')}
      />
    </Section>
  )
}
