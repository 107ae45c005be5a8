import type { Column } from '@porchlight/ui/data-table.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { WorkTable } from '#app/work-table.tsx'
import type { RecordProof } from './record-proof.ts'

type Place = RecordProof['places'][number]

/** Where checkpoints go, and whether each place has the newest ones. */
export function PlacesTable({ places }: Pick<RecordProof, 'places'>) {
  const { t, word, format } = useDesk()
  const columns: Column<Place>[] = [
    {
      key: 'place',
      header: t('record-proof.place'),
      wrap: true,
      cell: (row) => (
        <>
          {row.place} <small class="quiet">{word('record-place', row.kind)}</small>
          {row.url && <div class="quiet">{row.url}</div>}
        </>
      ),
    },
    {
      key: 'state',
      header: t('record-proof.place.state'),
      cell: (row) => {
        if (row.isRefused) return <StatusBadge tone="danger">{t('record-proof.place.refused')}</StatusBadge>
        if (!row.isCurrent) return <StatusBadge tone="warning">{t('record-proof.place.behind')}</StatusBadge>
        if (row.size === 0) return <StatusBadge tone="info">{t('record-proof.place.waiting')}</StatusBadge>
        return <StatusBadge tone="success">{t('record-proof.place.current')}</StatusBadge>
      },
    },
    {
      key: 'size',
      header: t('record-proof.place.size'),
      cell: (row) => (row.size > 0 ? format.number(row.size) : t('record-proof.place.nothing')),
    },
    { key: 'kept', header: t('record-proof.place.kept-at'), cell: (row) => <Instant at={row.keptAt} /> },
    {
      key: 'failure',
      header: t('record-proof.place.failure'),
      wrap: true,
      cell: (row) =>
        row.failure && (
          <>
            <Instant at={row.failedAt} /> {row.failure}
          </>
        ),
    },
  ]
  return (
    <Section id="record-places" heading={t('record-proof.places')}>
      <p class="quiet">{t('record-proof.places.lead')}</p>
      <WorkTable
        id="record-places-table"
        caption={t('record-proof.places.table')}
        captionHidden
        columns={columns}
        rows={places}
        rowKey={(row) => row.place}
        empty={t('record-proof.places.none')}
      />
    </Section>
  )
}
