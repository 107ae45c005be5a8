import { DataTable, type DataTableProps } from '@porchlight/ui/data-table.tsx'
import { useNarrow } from './use-narrow.ts'

/** A table of the desk: close rows under a header that stays, and where there is little room a card for each. */
export function WorkTable<Row>(props: Omit<DataTableProps<Row>, 'layout'>) {
  return <DataTable {...props} layout={useNarrow() ? 'cards' : 'dense'} />
}
