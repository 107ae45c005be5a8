import type { Receipt } from '@porchlight/contract/payments.ts'
import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import type { ComponentProps } from 'preact'
import type { PageProps } from '../../app/page.ts'
import { ReceiptCard } from './receipt-card.tsx'
import { whatWasPaid } from './what-was-paid.tsx'

type Data = {
  taskId: number
  amountCents: number
  currency: string
  startedAt: string
  receipt: Receipt | null
}
type Items = ComponentProps<typeof DescriptionList>['items']
type Props = Pick<PageProps<Data>, 'data' | 't' | 'format' | 'where'> & { items?: Items }

/** The receipt of a payment that was booked, and the details of every payment: `items` are those of its kind. */
export function PaymentCards({ items = [], ...props }: Props) {
  const { data, t, format } = props
  return (
    <>
      <ReceiptCard {...props} />
      <Card id="payment" heading={t('payment.details')}>
        <DescriptionList
          items={[
            ...whatWasPaid(props),
            ...items,
            { label: t('payment.started'), value: format.instant(data.startedAt) },
            { label: t('payment.number'), value: String(data.taskId) },
          ]}
        />
      </Card>
    </>
  )
}
