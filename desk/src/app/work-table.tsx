import { DataTable, type DataTableProps } from '@porchlight/ui/data-table.tsx'
import { useNarrow } from './use-narrow.ts'

/** Table of the desk: dense rows under a sticky header; in a narrow window, one card per row. */
export function WorkTable<Row>(props: Omit<DataTableProps<Row>, 'layout'>) {
  return <DataTable {...props} layout={useNarrow() ? 'cards' : 'dense'} />
}
