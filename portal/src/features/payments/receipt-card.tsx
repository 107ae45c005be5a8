import type { Receipt } from '@porchlight/contract/payments.ts'
import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import type { PageProps } from '../../app/page.ts'
import { whatWasPaid } from './what-was-paid.tsx'

type Data = { amountCents: number; currency: string; receipt: Receipt | null }
type Props = Pick<PageProps<Data>, 'data' | 't' | 'format' | 'where'>

/** The receipt of a booked payment. It prints alone: the rest of the page is left out. */
export function ReceiptCard(props: Props) {
  const { data, t, format } = props
  const { receipt } = data
  if (!receipt) return null
  const { paymentId, paidAt, paidWith, reversedOn } = receipt
  return (
    <Card id="receipt" heading={t('receipt.title')}>
      <DescriptionList
        items={[
          ...whatWasPaid(props),
          { label: t('receipt.method'), value: paidWith ?? t('receipt.method.card') },
          ...(paidAt ? [{ label: t('receipt.paid-at'), value: format.instant(paidAt) }] : []),
          { label: t('receipt.number'), value: String(paymentId) },
          ...(reversedOn ? [{ label: t('receipt.reversed'), value: format.date(reversedOn, 'medium') }] : []),
        ]}
      />
      <p class="receipt-hint">{t('receipt.print')}</p>
    </Card>
  )
}
