import type { PreparedValue } from '@porchlight/contract/prepared-changes.ts'
import { DataTable } from '@porchlight/ui/data-table.tsx'
import { knownKey } from '../../app/messages.ts'
import type { PageProps } from '../../app/page.ts'

type Reader = Pick<PageProps<unknown>, 't' | 'format' | 'locale'>

/** Returns a value of a prepared change as a person reads it. */
function shownValue(value: string | null, { kind, currency }: PreparedValue, reader: Reader): string {
  const { t, format, locale } = reader
  if (value === null) return t('prepared.no-value')
  if (kind === 'money') return format.money(Number(value), currency ?? 'USD')
  if (kind === 'switch') return t(value === 'on' ? 'prepared.on' : 'prepared.off')
  if (kind === 'country') return new Intl.DisplayNames(locale, { type: 'region' }).of(value) ?? value
  return value
}

/** Exactly what a prepared change sets: each value as it was, and as it will be. */
export function ChangedValues({ changes, id, ...reader }: Reader & { id: string; changes: PreparedValue[] }) {
  const { t } = reader
  return (
    <DataTable
      id={id}
      caption={t('prepared.caption')}
      captionHidden
      rows={changes}
      rowKey={(row) => row.field}
      columns={[
        {
          key: 'field',
          header: t('prepared.field'),
          rowHeader: true,
          cell: ({ field }) => t(knownKey(`prepared-field.${field}`, 'prepared.field')),
        },
        { key: 'before', header: t('prepared.before'), cell: (row) => shownValue(row.before, row, reader) },
        {
          key: 'after',
          header: t('prepared.after'),
          cell: (row) => <strong>{shownValue(row.after, row, reader)}</strong>,
        },
      ]}
    />
  )
}
