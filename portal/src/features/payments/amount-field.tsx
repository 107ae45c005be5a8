import { Field } from '@porchlight/ui/field.tsx'
import type { PageProps } from '../../app/page.ts'
import { fieldError, typedOr } from '../../app/refused-form.tsx'
import { centsToType } from './amount.ts'

type Props = Pick<PageProps<{ currency: string }>, 'data' | 't' | 'problem'> & { standingCents: number }

/** How much is paid, as the reader writes amounts. */
export function AmountField({ data, t, problem, standingCents }: Props) {
  return (
    <Field
      name="amountCents"
      label={t('card-payment.amount', { currency: data.currency })}
      hint={t('card-payment.amount.hint')}
      short
      inputmode="decimal"
      autocomplete="transaction-amount"
      value={typedOr(problem, 'amountCents', centsToType(standingCents))}
      error={fieldError({ problem, t }, 'amountCents')}
    />
  )
}
