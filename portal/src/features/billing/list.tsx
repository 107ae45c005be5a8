import { Card } from '@porchlight/ui/card.tsx'
import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { Pagination } from '@porchlight/ui/pagination.tsx'
import { Guarded } from '../../app/guarded.tsx'
import { idIn } from '../../app/id-in.ts'
import { type PageProps, page } from '../../app/page.ts'
import type { BillsData } from '../../app/response-types.ts'
import { BillTable } from './bill-table.tsx'
import { addressOf, type BillFilter, BillFilterForm, filterIn } from './filter.tsx'
import { PaymentList } from './payment-list.tsx'
import { YearChoice } from './year-choice.tsx'

/** The bills of an account, newest first and each with what has become of it, with the payments of the same time beside them. */
export const billsPage = page<BillsData>({
  path: '/accounts/:accountId/bills',
  title: 'bills.title',
  section: 'bills',
  menu: [{ place: 'header', order: 2 }],
  load: (client, { params, query }) =>
    client.listBills({
      params: { accountId: params.accountId },
      query: { before: idIn(query, 'before'), ...filterIn(query) },
    }),
  View: (props) => {
    const { data, t, where } = props
    const { bills, nextBefore, payments } = data
    const path = `/accounts/${where.params.accountId}/bills`
    const filter = filterIn(where.query)
    const isOfAllKinds = filter.kind === undefined && filter.standing === undefined
    return (
      <Page heading={t('bills.title')} width="wide">
        {data.years.length > 1 && <YearChoice path={path} years={data.years} filter={filter} t={t} />}
        <BillFilterForm {...props} path={path} filter={filter} />
        {bills.length === 0 && payments.length === 0 ? (
          <NoBills {...props} path={path} filter={filter} />
        ) : (
          <div class={isOfAllKinds ? 'columns' : undefined}>
            <div>
              <BillTable {...props} path={path} filter={filter} />
              {data.bills.length > 0 && (
                <div class="form-actions">
                  <Guarded {...props} id="csv" decision={data.may['bill:export']} label={t('csv.download')}>
                    <LinkButton href={addressOf(`${path}.csv`, filter)}>{t('csv.download')}</LinkButton>
                  </Guarded>
                </div>
              )}
              <Pagination
                label={t('bills.pages')}
                previous={
                  where.query.has('before')
                    ? { label: t('bills.newest'), href: addressOf(path, filter) }
                    : undefined
                }
                next={
                  nextBefore
                    ? {
                        label: t('bills.older'),
                        href: addressOf(path, filter, { before: String(nextBefore) }),
                      }
                    : undefined
                }
              />
            </div>
            {isOfAllKinds && (
              <div>
                <Card id="payments" heading={t('payments.title')}>
                  <PaymentList {...props} payments={payments} currency={data.currency} />
                </Card>
              </div>
            )}
          </div>
        )}
      </Page>
    )
  },
})

/** Says whether the account has no bills at all, none in the chosen year, or none that the other lists leave. */
function NoBills({ data, path, filter, t }: PageProps<BillsData> & { path: string; filter: BillFilter }) {
  const { year, kind, standing } = filter
  if (data.years.length === 0 || (year === undefined && kind === undefined && standing === undefined))
    return (
      <EmptyState icon="bill" title={t('bills.empty.title')}>
        <p>{t('bills.empty.text')}</p>
      </EmptyState>
    )
  const isOfYear = year !== undefined && kind === undefined && standing === undefined
  return (
    <EmptyState
      icon="bill"
      title={isOfYear ? t('bills.empty-year.title', { year: String(year) }) : t('bills.empty-filter.title')}
      action={<LinkButton href={path}>{t('bills.see-all')}</LinkButton>}
    >
      <p>{t(isOfYear ? 'bills.empty-year.text' : 'bills.empty-filter.text')}</p>
    </EmptyState>
  )
}
