export type ChartTableRow = {
  key: string
  /** Names the row: "October 2024". */
  header: string
  /** Where the row leads: the same place as its bar. */
  href?: string | undefined
  /** As they are read, one for each column after the first; what is missing is said in words. */
  cells: readonly string[]
}

export type ChartTableProps = {
  /** Opens the table. */
  summary: string
  caption: string
  /** Headers, that of the row names first. */
  columns: readonly string[]
  rows: readonly ChartTableRow[]
  open?: boolean | undefined
}

/** The figures behind a chart, for readers who prefer to read or copy them. */
export function ChartTable({ summary, caption, columns, rows, open }: ChartTableProps) {
  return (
    <details class="chart-table" open={open}>
      <summary>{summary}</summary>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.href ? <a href={row.href}>{row.header}</a> : row.header}</th>
              {row.cells.map((cell, index) => (
                <td key={columns[index + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
