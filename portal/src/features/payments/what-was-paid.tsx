import { Amount } from '@porchlight/ui/amount.tsx'
import type { PageProps } from '../../app/page.ts'

type Props = Pick<PageProps<{ amountCents: number; currency: string }>, 'data' | 't' | 'format' | 'where'>

/** Returns the first lines of a payment's page: how much, and for which account. */
export const whatWasPaid = ({ data, t, format, where }: Props) => [
  {
    label: t('payment.amount'),
    value: <Amount value={data.amountCents / 100}>{format.money(data.amountCents, data.currency)}</Amount>,
  },
  {
    label: t('payment.account'),
    value: <span class="no-break">{format.account(Number(where.params.accountId))}</span>,
  },
]
