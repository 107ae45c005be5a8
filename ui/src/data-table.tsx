import type { ComponentChildren, HTMLAttributes } from 'preact'
import { SortHeader, type SortState } from './sort-header.tsx'
import { VisuallyHidden } from './visually-hidden.tsx'

export type Column<Row> = {
  key: string
  /** Plain text: it is also the label of the value where the table becomes cards. */
  header: string
  cell: (row: Row) => ComponentChildren
  /** The column contains figures: aligned to its end, with digits of equal width. */
  numeric?: boolean | undefined
  /** Running text, which may break over lines where the layout is dense. */
  wrap?: boolean | undefined
  /** This cell names the row (one column of a table). */
  rowHeader?: boolean | undefined
  /** The header is for screen readers only: a column of buttons. */
  headerHidden?: boolean | undefined
  sort?: SortState | undefined
}

export type DataTableProps<Row> = {
  /** Unique on the page. */
  id: string
  caption: ComponentChildren
  captionHidden?: boolean | undefined
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
  /** `cards`: every row a card where there is little room (portal). `dense`: scrolls under a fixed header (desk). */
  layout?: 'cards' | 'dense' | undefined
  /** More attributes of a row: `aria-current`, handlers, `data-`. */
  rowAttributes?: ((row: Row) => Omit<HTMLAttributes<HTMLTableRowElement>, 'style' | 'key'>) | undefined
  /** Sums, as a `<tr>`. */
  foot?: ComponentChildren
  /** Shown if there are no rows. */
  empty?: ComponentChildren
}

/** Rows and columns with a caption and named headers. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    id,
    caption,
    captionHidden,
    columns,
    rows,
    rowKey,
    layout = 'cards',
    rowAttributes,
    foot,
    empty,
  } = props
  // A region that scrolls must be reachable by keyboard, and then it needs a name.
  const scrolling =
    layout === 'dense' ? { role: 'region' as const, tabIndex: 0, 'aria-labelledby': `${id}-caption` } : {}
  return (
    <div class={`table-frame table-${layout}`} {...scrolling}>
      <table id={id}>
        <caption id={`${id}-caption`}>
          {captionHidden ? <VisuallyHidden>{caption}</VisuallyHidden> : caption}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <SortHeader {...column} key={column.key} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr {...rowAttributes?.(row)} key={rowKey(row)}>
              {columns.map((column) => cell(column, row))}
            </tr>
          ))}
          {rows.length === 0 && empty && (
            <tr>
              <td class="table-empty" colSpan={columns.length}>
                {empty}
              </td>
            </tr>
          )}
        </tbody>
        {foot && <tfoot>{foot}</tfoot>}
      </table>
    </div>
  )
}

function cell<Row>(column: Column<Row>, row: Row) {
  const { key, header, headerHidden, numeric, wrap, rowHeader, cell: content } = column
  const name = numeric ? 'numeric' : wrap ? 'wrap' : undefined
  if (rowHeader)
    return (
      <th key={key} scope="row" class={name}>
        {content(row)}
      </th>
    )
  return (
    <td key={key} class={name} data-label={headerHidden ? undefined : header}>
      {content(row)}
    </td>
  )
}
