import { Amount } from '@porchlight/ui/amount.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { DataTable } from '@porchlight/ui/data-table.tsx'
import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { Pagination } from '@porchlight/ui/pagination.tsx'
import { idIn, textIn } from '../../app/id-in.ts'
import { type PageProps, page } from '../../app/page.ts'
import type { BillsData } from '../../app/response-types.ts'
import { PaymentList } from './payment-list.tsx'
import { YearChoice } from './year-choice.tsx'

/** The bills of an account, newest first, with the payments of the same time beside them. */
export const billsPage = page<BillsData>({
  path: '/accounts/:accountId/bills',
  title: 'bills.title',
  section: 'bills',
  menu: [{ place: 'header', order: 2 }],
  load: (client, { params, query }) =>
    client.listBills({
      params: { accountId: params.accountId },
      query: { before: idIn(query, 'before'), year: yearIn(query) },
    }),
  View: (props) => {
    const { data, t, format, where } = props
    const { bills, nextBefore, years, payments } = data
    const path = `/accounts/${where.params.accountId}/bills`
    const year = yearIn(where.query)
    const inYear = year ? `year=${year}&` : ''
    return (
      <Page heading={t('bills.title')} width="wide">
        {years.length > 1 && <YearChoice path={path} years={years} chosen={year} t={t} />}
        {bills.length === 0 && payments.length === 0 ? (
          <NoBills {...props} path={path} year={year} />
        ) : (
          <div class="columns">
            <div>
              <DataTable
                id="bills"
                caption={t('bills.caption')}
                rows={bills}
                rowKey={(bill) => bill.billId}
                empty={year ? t('bills.empty-year.title', { year: String(year) }) : t('bills.empty.title')}
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

/** Returns the year in the address to which the bills are narrowed; undefined if it is not a year. */
function yearIn(query: URLSearchParams): number | undefined {
  const year = textIn(query, 'year', /^(19|[2-9]\d)\d\d$/)
  return year === undefined ? undefined : Number(year)
}

/** Says whether the account has no bills at all or none in the chosen year. */
function NoBills({ data, path, year, t }: PageProps<BillsData> & { path: string; year: number | undefined }) {
  if (year === undefined || data.years.length === 0)
    return (
      <EmptyState icon="bill" title={t('bills.empty.title')}>
        <p>{t('bills.empty.text')}</p>
      </EmptyState>
    )
  return (
    <EmptyState
      icon="bill"
      title={t('bills.empty-year.title', { year: String(year) })}
      action={<LinkButton href={path}>{t('bills.see-all')}</LinkButton>}
    >
      <p>{t('bills.empty-year.text')}</p>
    </EmptyState>
  )
}
