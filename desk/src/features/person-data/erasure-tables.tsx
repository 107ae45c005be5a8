import { type Column, DataTable } from '@porchlight/ui/data-table.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { PersonErasure } from './person-erasure.ts'

type Preview = NonNullable<PersonErasure['preview']>
type Erased = Preview['erased'][number]
type Kept = Preview['kept'][number]

function useCounted(): Column<Erased>[] {
  const { t, word, format } = useDesk()
  return [
    {
      key: 'what',
      header: t('person-data.what'),
      cell: ({ table }) => word('person-table', table),
      rowHeader: true,
    },
    {
      key: 'count',
      header: t('person-data.count'),
      cell: ({ count }) => format.number(count),
      numeric: true,
    },
  ]
}

/** What goes, by kind of data. */
export function ErasedRows({ rows }: { rows: readonly Erased[] }) {
  const { t } = useDesk()
  const columns = useCounted()
  if (rows.length === 0) return null
  return (
    <DataTable
      id="erased-rows"
      caption={t('person-data.goes')}
      columns={columns}
      rows={rows}
      rowKey={({ table }) => table}
    />
  )
}

/** What stays, why, and until when. */
export function KeptRows({ rows }: { rows: readonly Kept[] }) {
  const { t, word, format } = useDesk()
  const counted = useCounted()
  if (rows.length === 0) return null
  const columns: Column<Kept>[] = [
    ...(counted as Column<Kept>[]),
    { key: 'why', header: t('person-data.why'), cell: ({ why }) => word('kept-because', why), wrap: true },
    {
      key: 'until',
      header: t('person-data.until'),
      cell: ({ until }) => (until === null ? t('person-data.until.none') : format.date(until)),
    },
  ]
  return (
    <DataTable
      id="kept-rows"
      caption={t('person-data.stays')}
      columns={columns}
      rows={rows}
      rowKey={({ table, why }) => `${table} ${why}`}
    />
  )
}
