import { Amount } from '@porchlight/ui/amount.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { DataTable } from '@porchlight/ui/data-table.tsx'
import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { Pagination } from '@porchlight/ui/pagination.tsx'
import { page } from '../../app/page.ts'
import type { BillsData } from './bills-data.ts'
import { PaymentList } from './payment-list.tsx'
import { YearChoice } from './year-choice.tsx'

/** The bills of an account, newest first, with the payments of the same time beside them. */
export const billsPage = page<BillsData>({
  path: '/accounts/:accountId/bills',
  title: 'bills.title',
  section: 'bills',
  load: (client, { params, query }) =>
    client.listBills({
      params: { accountId: params.accountId },
      query: { before: query.get('before') ?? undefined, year: query.get('year') ?? undefined },
    }),
  View: (props) => {
    const { data, t, format, where } = props
    const { bills, nextBefore, years, payments } = data
    const path = `/accounts/${where.params.accountId}/bills`
    const year = where.query.get('year')
    const inYear = year ? `year=${year}&` : ''
    return (
      <Page heading={t('bills.title')} width="wide">
        {years.length > 1 && <YearChoice path={path} years={years} chosen={year} t={t} />}
        {bills.length === 0 && payments.length === 0 ? (
          <EmptyState icon="bill" title={t('bills.empty.title')}>
            <p>{t('bills.empty.text')}</p>
          </EmptyState>
        ) : (
          <div class="columns">
            <div>
              <DataTable
                id="bills"
                caption={t('bills.caption')}
                rows={bills}
                rowKey={(bill) => bill.billId}
                empty={t('bills.empty.title')}
                columns={[
                  {
                    key: 'bill',
                    header: t('bills.date'),
                    rowHeader: true,
                    cell: (bill) => (
                      <a href={`${path}/${bill.billId}`}>{format.date(bill.billDate, 'medium')}</a>
                    ),
                  },
                  {
                    key: 'due',
                    header: t('bills.due'),
                    cell: (bill) => format.date(bill.dueDate, 'medium'),
                  },
                  {
                    key: 'charges',
                    header: t('bills.charges'),
                    numeric: true,
                    cell: (bill) => <Amount>{format.money(bill.chargesCents, bill.currency)}</Amount>,
                  },
                  {
                    key: 'amount',
                    header: t('bills.amount-due'),
                    numeric: true,
                    cell: (bill) => <Amount>{format.money(bill.amountDueCents, bill.currency)}</Amount>,
                  },
                ]}
              />
              <Pagination
                label={t('bills.pages')}
                previous={
                  where.query.has('before')
                    ? { label: t('bills.newest'), href: year ? `${path}?year=${year}` : path }
                    : undefined
                }
                next={
                  nextBefore
                    ? { label: t('bills.older'), href: `${path}?${inYear}before=${nextBefore}` }
                    : undefined
                }
              />
            </div>
            <div>
              <Card id="payments" heading={t('payments.title')}>
                <PaymentList {...props} payments={payments} currency={data.currency} />
              </Card>
            </div>
          </div>
        )}
      </Page>
    )
  },
})
