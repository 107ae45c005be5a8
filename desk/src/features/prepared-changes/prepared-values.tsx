import type { PreparedValue } from '@porchlight/contract/prepared-changes.ts'
import { DataTable } from '@porchlight/ui/data-table.tsx'
import { useDesk } from '#app/desk-context.ts'
import { countryName } from './country-name.ts'

/** What a prepared change sets: each value as it was, and as it will be. */
export function PreparedValues({ id, changes }: { id: string; changes: readonly PreparedValue[] }) {
  const { t, word, format, page } = useDesk()
  const shown = (value: string | null, { kind, currency }: PreparedValue) => {
    if (value === null) return t('prepared.no-value')
    if (kind === 'money') return format.money(Number(value), currency ?? 'USD')
    if (kind === 'switch') return t(value === 'on' ? 'prepared.on' : 'prepared.off')
    return kind === 'country' ? countryName(value, page.locale) : value
  }
  return (
    <DataTable
      id={id}
      caption={t('prepared.caption')}
      captionHidden
      rows={changes}
      rowKey={({ field }) => field}
      columns={[
        {
          key: 'field',
          header: t('prepared.field'),
          rowHeader: true,
          cell: ({ field }) => word('prepared-field', field),
        },
        { key: 'before', header: t('prepared.before'), cell: (row) => shown(row.before, row) },
        { key: 'after', header: t('prepared.after'), cell: (row) => shown(row.after, row) },
      ]}
    />
  )
}
