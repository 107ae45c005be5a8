import { Amount } from '@porchlight/ui/amount.tsx'
import { DataTable } from '@porchlight/ui/data-table.tsx'
import type { PageProps } from '../../app/page.ts'
import type { BillsData } from '../../app/response-types.ts'
import type { BillFilter } from './filter.tsx'
import { Standing } from './standing.tsx'

type Props = PageProps<BillsData> & { path: string; filter: BillFilter }

/** Bills, each with its dates, amounts, and whether it is paid, due, overdue or disputed. */
export function BillTable({ data, path, filter, t, format }: Props) {
  const money = (cents: number, currency: string) => <Amount>{format.money(cents, currency)}</Amount>
  return (
    <DataTable
      id="bills"
      caption={t('bills.caption')}
      rows={data.bills}
      rowKey={(bill) => bill.billId}
      empty={
        filter.year
          ? t('bills.empty-year.title', { year: String(filter.year) })
          : t('bills.empty-filter.title')
      }
      columns={[
        {
          key: 'bill',
          header: t('bills.date'),
          rowHeader: true,
          cell: (bill) => (
            <>
              <a href={`${path}/${bill.billId}`}>{format.date(bill.billDate, 'medium')}</a>
              {bill.kind !== 'regular' && <small>{t(`bill.kind.${bill.kind}`)}</small>}
            </>
          ),
        },
        { key: 'due', header: t('bills.due'), cell: (bill) => format.date(bill.dueDate, 'medium') },
        {
          key: 'charges',
          header: t('bills.charges'),
          numeric: true,
          cell: (bill) => money(bill.chargesCents, bill.currency),
        },
        {
          key: 'amount',
          header: t('bills.amount-due'),
          numeric: true,
          cell: (bill) => money(bill.amountDueCents, bill.currency),
        },
        {
          key: 'standing',
          header: t('bills.standing'),
          cell: (bill) => <Standing t={t} format={format} bill={bill} />,
        },
      ]}
    />
  )
}
