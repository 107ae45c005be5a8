import { Amount } from '@porchlight/ui/amount.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import type { PageProps } from '../../app/page.ts'
import type { OverviewData } from '../../app/response-types.ts'

type Props = PageProps<OverviewData> & { payment: NonNullable<OverviewData['lastPayment']> }

/** Says that the last payment arrived, and when. */
export function LastPayment({ data, payment, t, format }: Props) {
  return (
    <Card id="last-payment" heading={t('last-payment.title')}>
      <p class="lead-line">
        <span>{t('last-payment.received', { date: format.date(payment.receivedOn, 'medium') })}</span>
        <Amount>{format.money(payment.amountCents, data.currency)}</Amount>
      </p>
    </Card>
  )
}
