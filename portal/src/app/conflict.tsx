import { DataTable } from '@porchlight/ui/data-table.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import type { PageProps, Problem } from './page.ts'

type Props = {
  problem: Problem
  /** The label of each field. */
  names: Record<string, string>
  here: string
  /** A field's value as a person reads it; as it is where not given. */
  shown?: (value: unknown, field: string) => string
  t: PageProps<unknown>['t']
}

/**
 * Shows what differs after somebody else saved first: the reader's values and the saved ones. The fields keep what was typed,
 * and the form carries the current version, so saving again keeps the reader's values. A link takes the saved values.
 */
export function Conflict({ problem, names, here, shown = (value) => String(value), t }: Props) {
  const rows = problem.refusal.difference ?? []
  return (
    <Notice
      tone="warning"
      role="alert"
      title={t('conflict.title')}
      actions={<a href={here}>{t('conflict.take-theirs')}</a>}
    >
      <p>{t('conflict.text')}</p>
      <DataTable
        id="conflict"
        caption={t('conflict.caption')}
        captionHidden
        rows={rows}
        rowKey={(row) => row.field}
        columns={[
          {
            key: 'field',
            header: t('conflict.field'),
            rowHeader: true,
            cell: (row) => names[row.field] ?? row.field,
          },
          { key: 'yours', header: t('conflict.yours'), cell: (row) => shown(row.yours, row.field) },
          { key: 'theirs', header: t('conflict.theirs'), cell: (row) => shown(row.theirs, row.field) },
        ]}
      />
    </Notice>
  )
}
