import { Amount } from '@porchlight/ui/amount.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { changeValues, percentMore } from '../../app/change.ts'
import type { PageProps } from '../../app/page.ts'
import type { OverviewData } from '../../app/response-types.ts'

type Props = PageProps<OverviewData> & { bill: NonNullable<OverviewData['lastBill']> }

/** The newest bill, and how its charges compare with those of a year before. */
export function LastBill({ data, bill, t, format }: Props) {
  const money = (cents: number) => format.money(cents, data.currency)
  const bills = `/accounts/${data.accountId}/bills`
  const percent = percentMore(bill.chargesCents, bill.lastYearCents)
  return (
    <Card id="last-bill" heading={t('last-bill.title')} actions={<a href={bills}>{t('last-bill.all')}</a>}>
      <p class="lead-line">
        <a href={`${bills}/${bill.billId}`}>{format.date(bill.billDate)}</a>
        <Amount>{money(bill.amountDueCents)}</Amount>
      </p>
      {percent !== null && bill.lastYearCents !== null && (
        <p>
          {t('last-bill.change', {
            now: money(bill.chargesCents),
            before: money(bill.lastYearCents),
            ...changeValues(percent, format),
          })}
        </p>
      )}
    </Card>
  )
}
