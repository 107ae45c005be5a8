import { Amount } from '../src/amount.tsx'
import { DataTable } from '../src/data-table.tsx'
import { StatusBadge, type StatusTone } from '../src/status-badge.tsx'

type Bill = { period: string; due: string; amount: string; tone: StatusTone; state: string }

const bills: Bill[] = [
  { period: 'October 2026', due: 'Nov 14, 2026', amount: '$128.40', tone: 'warning', state: 'Due soon' },
  { period: 'September 2026', due: 'Oct 14, 2026', amount: '$114.62', tone: 'success', state: 'Paid' },
  { period: 'August 2026', due: 'Sep 14, 2026', amount: '$1,162.08', tone: 'danger', state: 'Overdue' },
  { period: 'July 2026', due: 'Aug 14, 2026', amount: '$96.11', tone: 'progress', state: 'In dispute' },
  { period: 'June 2026', due: 'Jul 14, 2026', amount: '$80.00', tone: 'info', state: 'Estimated' },
  { period: 'May 2026', due: 'Jun 14, 2026', amount: '$0.00', tone: 'neutral', state: 'Closed' },
]

/** A table of bills, in either layout. */
export function Bills({ layout }: { layout: 'cards' | 'dense' }) {
  return (
    <DataTable
      id={`bills-${layout}`}
      caption="Bills of the last six months"
      layout={layout}
      rows={bills}
      rowKey={(bill) => bill.period}
      rowAttributes={(bill) =>
        layout === 'dense' && bill.state === 'Overdue' ? { 'aria-current': 'true' } : {}
      }
      columns={[
        { key: 'period', header: 'Bill', rowHeader: true, cell: (bill) => <a href="#bill">{bill.period}</a> },
        {
          key: 'due',
          header: 'Due',
          sort: { direction: 'descending', href: '#due' },
          cell: (bill) => bill.due,
        },
        {
          key: 'state',
          header: 'State',
          cell: (bill) => <StatusBadge tone={bill.tone}>{bill.state}</StatusBadge>,
        },
        {
          key: 'amount',
          header: 'Amount',
          numeric: true,
          sort: { direction: 'none', href: '#amount' },
          cell: (bill) => <Amount>{bill.amount}</Amount>,
        },
      ]}
    />
  )
}
