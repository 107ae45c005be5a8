import { Amount } from '@porchlight/ui/amount.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { Guarded } from '../../app/guarded.tsx'
import { page } from '../../app/page.ts'
import type { BillData } from '../../app/response-types.ts'
import { ChargesOf } from './charge-group.tsx'
import { chargeGroups, notItemized } from './charges.ts'
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
    const { currency } = bill
    const accountId = where.params.accountId
    const money = (cents: number) => <Amount>{format.money(cents, currency)}</Amount>
    const rest = notItemized(bill.lines, bill.chargesCents)
    const label = t('pay.amount', { amount: format.money(bill.balanceCents, currency) })
    return (
      <Page
        heading={t('bill.of', { date: format.date(bill.billDate) })}
        lead={t('bill.period', { from: format.date(bill.periodFrom), to: format.date(bill.periodTo) })}
      >
        <Card id="sums" tone="accent" heading={t('bill.sums')}>
          <DescriptionList
            layout="sums"
            items={[
              { label: t('bill.previous'), value: money(bill.previousBalanceCents) },
              { label: t('bill.payments'), value: money(bill.paymentsCents) },
              ...(bill.adjustmentsCents
                ? [{ label: t('bill.adjustments'), value: money(bill.adjustmentsCents) }]
                : []),
              { label: t('bill.charges'), value: money(bill.chargesCents) },
              {
                label:
                  bill.amountDueCents < 0
                    ? t('bill.credit')
                    : t('bill.amount-due', { date: format.date(bill.dueDate) }),
                value: money(bill.amountDueCents),
                total: true,
              },
            ]}
          />
          {bill.isNewest && bill.balanceCents > 0 && (
            <div class="form-actions">
              <Guarded {...props} id="pay" decision={bill.may['card-payment:start']} label={label}>
                <LinkButton variant="primary" href={`/accounts/${accountId}/pay`}>
                  {label}
                </LinkButton>
              </Guarded>
            </div>
          )}
          {bill.isNewest && bill.balanceCents <= 0 && <p>{t('bill.nothing-owed')}</p>}
        </Card>
        {bill.lastYear && <YearBefore {...props} bill={bill} lastYear={bill.lastYear} />}
        <Card id="charges" heading={t('bill.charges')}>
          {chargeGroups(bill.lines).map((group) => (
            <ChargesOf
              {...props}
              key={`${group.serviceType} ${group.premise}`}
              group={group}
              currency={currency}
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
      </Page>
    )
  },
})
