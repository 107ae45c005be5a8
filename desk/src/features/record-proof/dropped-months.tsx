import type { Column } from '@porchlight/ui/data-table.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { WorkTable } from '#app/work-table.tsx'
import type { RecordProof } from './record-proof.ts'

type Drop = RecordProof['dropped'][number]

/** The months that are gone because their retention period was over. Shows nothing where none is. */
export function DroppedMonths({ dropped }: Pick<RecordProof, 'dropped'>) {
  const { t, format } = useDesk()
  if (dropped.length === 0) return null
  const columns: Column<Drop>[] = [
    {
      key: 'months',
      header: t('record-proof.dropped.months'),
      wrap: true,
      cell: (row) => format.list(row.months),
    },
    { key: 'entries', header: t('record-proof.entries'), cell: (row) => format.number(row.entries) },
    { key: 'at', header: t('record-proof.dropped.at'), cell: (row) => <Instant at={row.at} /> },
    { key: 'entry', header: t('record-proof.dropped.entry'), cell: (row) => row.recordEntryId },
  ]
  return (
    <Section id="record-dropped" heading={t('record-proof.dropped')}>
      <p class="quiet">{t('record-proof.dropped.lead')}</p>
      <WorkTable
        id="record-dropped-table"
        caption={t('record-proof.dropped.table')}
        captionHidden
        columns={columns}
        rows={dropped}
        rowKey={(row) => row.recordEntryId}
        empty={t('record-proof.dropped.none')}
      />
    </Section>
  )
}
