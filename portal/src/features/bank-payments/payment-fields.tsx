import { Field } from '@porchlight/ui/field.tsx'
import { RadioGroup } from '@porchlight/ui/radio-group.tsx'
import type { PageProps } from '../../app/page.ts'
import { fieldError, typedOr } from '../../app/refused-form.tsx'
import { AmountField } from '../payments/amount-field.tsx'

type Choices = {
  currency: string
  today: string
  latestDay: string
  bankAccounts: readonly { bankAccountId: number; maskedNumber: string; kind: string; nickname: string }[]
}

type Props = Pick<PageProps<Choices>, 'data' | 't' | 'problem'> & {
  standing: { bankAccountId: number; amountCents: number; payOn: string }
}

/** From which bank account, how much and when: in the form that pays and in the one that changes. */
export function PaymentFields({ data, t, problem, standing }: Props) {
  const error = (name: string) => fieldError({ problem, t }, name)
  return (
    <>
      <RadioGroup
        name="bankAccountId"
        label={t('bank-payment.from')}
        value={typedOr(problem, 'bankAccountId', String(standing.bankAccountId))}
        error={error('bankAccountId')}
        options={data.bankAccounts.map(({ bankAccountId, maskedNumber, kind, nickname }) => {
          const name = t('bank-account.name', { kind, number: maskedNumber })
          return { value: String(bankAccountId), label: nickname || name, ...(nickname && { hint: name }) }
        })}
      />
      <AmountField data={data} t={t} problem={problem} standingCents={standing.amountCents} />
      <Field
        name="payOn"
        label={t('bank-payment.pay-on')}
        hint={t('bank-payment.pay-on.hint')}
        short
        type="date"
        min={data.today}
        max={data.latestDay}
        value={typedOr(problem, 'payOn', standing.payOn)}
        error={error('payOn')}
      />
    </>
  )
}
