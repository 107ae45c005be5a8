import { useDesk } from '#app/desk-context.ts'
import { WorkTable } from '#app/work-table.tsx'
import { partName, partValue } from './difference-words.ts'
import type { Difference } from './staff.ts'

type Props = { id: string; caption?: string; differences: readonly Difference[] }

/** What a change changes: each part before and after. */
export function DifferenceTable({ id, caption, differences }: Props) {
  const desk = useDesk()
  const { t } = desk
  return (
    <WorkTable
      id={id}
      caption={caption ?? t('staff.differences')}
      captionHidden
      rows={differences}
      rowKey={(row) => row.field}
      columns={[
        {
          key: 'part',
          header: t('staff.part'),
          rowHeader: true,
          wrap: true,
          cell: (row) => partName(row, desk),
        },
        {
          key: 'before',
          header: t('task.before'),
          wrap: true,
          cell: (row) => partValue(row.field, row.before, desk),
        },
        {
          key: 'after',
          header: t('task.after'),
          wrap: true,
          cell: (row) => partValue(row.field, row.after, desk),
        },
      ]}
    />
  )
}
