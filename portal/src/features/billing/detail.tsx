import { Amount } from '@porchlight/ui/amount.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { Guarded } from '../../app/guarded.tsx'
import { type PageProps, page } from '../../app/page.ts'
import type { BillData } from '../../app/response-types.ts'
import { chargesIn } from './bill-parts.ts'
import { BillSums } from './bill-sums.tsx'
import { ChargesOf } from './charge-group.tsx'
import { chargeGroups, notItemized } from './charges.ts'
import { Standing } from './standing.tsx'
import { YearBefore } from './year-before.tsx'

/** One bill: what it asks for and how that adds up, each charge, and how it compares with a year before. */
export const billPage = page<BillData>({
  path: '/accounts/:accountId/bills/:billId',
  title: 'bill.title',
  section: 'bills',
  parent: '/accounts/:accountId/bills',
  load: (client, { params }) =>
    client.readBill({ params: { accountId: params.accountId, billId: params.billId } }),
  View: (props) => {
    const { data: bill, t, format, where } = props
    const accountId = where.params.accountId
    const label = t('pay.amount', { amount: format.money(bill.balanceCents, bill.currency) })
    return (
      <Page
        heading={t('bill.of', { date: format.date(bill.billDate) })}
        lead={t('bill.period', { from: format.date(bill.periodFrom), to: format.date(bill.periodTo) })}
      >
        <Card id="sums" tone="accent" heading={t('bill.sums')}>
          <ul class="badges">
            <li>
              <Standing {...props} bill={bill} />
            </li>
            {bill.kind !== 'regular' && <li>{t(`bill.kind.${bill.kind}`)}</li>}
          </ul>
          <BillSums {...props} bill={bill} />
          {bill.disputedCents !== null && bill.disputedOn !== null && (
            <Notice tone="info" title={t('bill.dispute', { date: format.date(bill.disputedOn) })}>
              {t('bill.dispute.text', { amount: format.money(bill.disputedCents, bill.currency) })}
            </Notice>
          )}
          <div class="form-actions">
            {bill.isNewest && bill.balanceCents > 0 && (
              <Guarded {...props} id="pay" decision={bill.may['card-payment:start']} label={label}>
                <LinkButton variant="primary" href={`/accounts/${accountId}/pay`}>
                  {label}
                </LinkButton>
              </Guarded>
            )}
            <Guarded {...props} id="pdf" decision={bill.may['bill:download']} label={t('pdf.download')}>
              <LinkButton href={`/accounts/${accountId}/bills/${bill.billId}/bill.pdf`}>
                {t('pdf.download')}
              </LinkButton>
            </Guarded>
          </div>
          {bill.isNewest && bill.balanceCents <= 0 && <p>{t('bill.nothing-owed')}</p>}
        </Card>
        {bill.lastYear && <YearBefore {...props} bill={bill} lastYear={bill.lastYear} />}
        <Charges {...props} />
      </Page>
    )
  },
})

/** Every charge of the bill, by service and premise, and their sum. */
function Charges(props: PageProps<BillData>) {
  const { data: bill, t, format } = props
  const charges = chargesIn(bill.lines)
  const rest = notItemized(charges, bill.chargesCents)
  const money = (cents: number) => <Amount>{format.money(cents, bill.currency)}</Amount>
  return (
    <Card id="charges" heading={t('bill.charges')}>
      {chargeGroups(charges).map((group) => (
        <ChargesOf
          {...props}
          key={`${group.sort} ${group.serviceType} ${group.premise}`}
          group={group}
          currency={bill.currency}
        />
      ))}
      <DescriptionList
        layout="sums"
        items={[
          ...(rest ? [{ label: t('bill.not-itemized'), value: money(rest) }] : []),
          { label: t('bill.all-charges'), value: money(bill.chargesCents), total: true },
        ]}
      />
    </Card>
  )
}
