import type { RecentPayment } from '@porchlight/contract/payments.ts'
import type { PageProps } from '../../app/page.ts'
import { askedAmount, isQuestion } from './questions.tsx'

type Props = Pick<
  PageProps<{ currency: string; recentPayment: RecentPayment | null }>,
  'data' | 't' | 'format' | 'problem' | 'locale'
>

/** Returns the words of the button that pays: a yes to what the page asks, else `plain`. */
export function payLabel(props: Props, plain: string): string {
  const { data, t, format } = props
  const overCents = askedAmount(props)
  if (overCents !== undefined)
    return t('card-payment.over.do', { amount: format.money(overCents, data.currency) })
  return isQuestion(props) || data.recentPayment ? t('card-payment.recent.do') : plain
}
