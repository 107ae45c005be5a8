import { Amount } from '@porchlight/ui/amount.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { knownKey } from '../../app/messages.ts'
import type { PageProps } from '../../app/page.ts'
import type { BillsData } from '../../app/response-types.ts'

type Props = Pick<PageProps<unknown>, 't' | 'format'> & { payments: BillsData['payments']; currency: string }

/** When a payment came, how, and how much. */
export function PaymentList({ payments, currency, t, format }: Props) {
  if (payments.length === 0) return <p>{t('payments.none')}</p>
  return (
    <DescriptionList
      layout="sums"
      items={payments.map((payment) => ({
        label: (
          <>
            {format.date(payment.receivedOn, 'medium')}{' '}
            <small>{t(knownKey(`tender.${payment.tender}`, 'tender.other'))}</small>
            {payment.reversedOn && (
              <small>{t('payments.reversed', { date: format.date(payment.reversedOn, 'medium') })}</small>
            )}
          </>
        ),
        value: <Amount>{format.money(payment.amountCents, currency)}</Amount>,
      }))}
    />
  )
}
