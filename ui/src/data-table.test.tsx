import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { type Column, DataTable } from './data-table.tsx'

type Row = { name: string; cents: number }
const columns: Column<Row>[] = [
  { key: 'name', header: 'Name', rowHeader: true, cell: (row) => row.name },
  {
    key: 'cents',
    header: 'Cents',
    sort: { direction: 'ascending', href: '?sort=-cents' },
    cell: (row) => row.cents,
  },
]
const table = (rows: Row[], layout: 'cards' | 'dense') =>
  renderToString(
    <DataTable
      id="t"
      caption="Sums"
      layout={layout}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.name}
      empty="None"
    />,
  )

test('headers have scopes, the sorted column says so, and each value bears its label', () => {
  const html = table([{ name: 'Ada', cents: 5 }], 'cards')
  expect(html).toContain('<th scope="row">Ada</th>')
  expect(html).toContain('aria-sort="ascending"><a class="sort" href="?sort=-cents"')
  expect(html).toContain('<td data-label="Cents">5</td>')
})

test('only a table that scrolls is a tab stop with a name', () => {
  expect(table([], 'dense')).toContain('role="region" tabindex="0" aria-labelledby="t-caption"')
  expect(table([], 'cards')).not.toContain('tabindex')
})

test('an empty table shows its message across the whole width', () => {
  expect(table([], 'cards')).toContain('<td class="table-empty" colspan="2">None</td>')
})
