import { Button } from '@porchlight/ui/button.tsx'
import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { RadioGroup } from '@porchlight/ui/radio-group.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { FormFields } from '../../app/closed-form.tsx'
import { type Fields, form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { type PageProps, pageForm, type Where } from '../../app/page.ts'
import { fieldError, RefusedForm, typedOr, versionToSend } from '../../app/refused-form.tsx'
import { centsToType, localeIn, readCents } from '../payments/amount.ts'
import type { AutopayData } from './autopay-data.ts'

const path = '/accounts/:accountId/autopay'

/** From which bank account, on which day and up to what: the form that begins autopay, and the one that changes it. */
export function AutopayForm(props: PageProps<AutopayData>) {
  const { data, t, format, problem, formToken, locale } = props
  const { current, bankAccounts, nextBill, currency } = data
  const error = (name: string) => fieldError({ problem, t }, name)
  const decision = data.may['autopay:change']
  const names = {
    bankAccountId: t('bank-payment.from'),
    dayOfMonth: t('autopay.day'),
    limitCents: t('autopay.limit', { currency }),
    termsVersion: t('autopay.accept'),
  }
  const label = t(current?.pausedBecause ? 'autopay.resume' : current ? 'autopay.change' : 'autopay.begin')
  return (
    <Section id="set-up" heading={label}>
      {nextBill && !current && (
        <p>
          {t('autopay.next', {
            amount: format.money(nextBill.amountCents, currency),
            day: format.date(nextBill.dueDate, 'medium'),
          })}
        </p>
      )}
      {data.asksAboveCents !== null && (
        <p>{t('autopay.asks', { amount: format.money(data.asksAboveCents, currency) })}</p>
      )}
      <RefusedForm problem={problem} names={names} t={t} />
      <Form id={pageForm} action={`/accounts/${data.accountId}/autopay${current ? '/change' : ''}`}>
        <input type="hidden" name="_token" value={formToken} />
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="version" value={versionToSend(problem, data.version)} />
        <input type="hidden" name="terms" value={data.termsVersion} />
        <FormFields {...props} decision={decision}>
          <RadioGroup
            name="bankAccountId"
            label={names.bankAccountId}
            value={typedOr(
              problem,
              'bankAccountId',
              String(current?.bankAccountId ?? bankAccounts[0]?.bankAccountId ?? ''),
            )}
            error={error('bankAccountId')}
            options={bankAccounts.map(({ bankAccountId, maskedNumber, kind, nickname }) => {
              const name = t('bank-account.name', { kind, number: maskedNumber })
              return {
                value: String(bankAccountId),
                label: nickname || name,
                ...(nickname && { hint: name }),
              }
            })}
          />
          <Field
            name="dayOfMonth"
            label={names.dayOfMonth}
            hint={t('autopay.day.hint')}
            short
            inputmode="numeric"
            value={typedOr(problem, 'dayOfMonth', String(current?.dayOfMonth ?? ''))}
            error={error('dayOfMonth')}
          />
          <Field
            name="limitCents"
            label={names.limitCents}
            hint={t('autopay.limit.hint')}
            short
            inputmode="decimal"
            value={typedOr(
              problem,
              'limitCents',
              current?.limitCents == null ? '' : centsToType(current.limitCents),
            )}
            error={error('limitCents')}
          />
          <CheckboxField
            name="accepted"
            id="termsVersion"
            label={names.termsVersion}
            hint={t('autopay.terms', { version: data.termsVersion })}
            checked={problem?.typed.get('accepted') === 'on'}
            error={error('termsVersion')}
          />
        </FormFields>
        <FormActions>
          <Guarded {...props} id="save-autopay" decision={decision} label={label}>
            <Button variant="primary">{label}</Button>
          </Guarded>
        </FormActions>
      </Form>
    </Section>
  )
}

/** Returns a typed day; null for none, and 0, which no month has, for what is no number. */
const dayOf = (typed: string): number | null => {
  if (typed === '') return null
  return /^\d{1,2}$/.test(typed) ? Number(typed) : 0
}

/** Reads the form. An empty day is the due date, an empty limit is none. */
const toInput = (sent: Fields, { params: { accountId } }: Where) => ({
  params: { accountId },
  body: {
    bankAccountId: sent.number('bankAccountId'),
    dayOfMonth: dayOf(sent.text('dayOfMonth').trim()),
    limitCents:
      sent.text('limitCents').trim() === ''
        ? null
        : readCents('limitCents', sent.text('limitCents'), localeIn(sent.text('locale'))),
    // Terms that were not accepted are of no version.
    termsVersion: sent.isOn('accepted') ? sent.number('terms') : 2_147_483_647,
    version: sent.number('version'),
  },
})

const done =
  (notice: string) =>
  (_: unknown, { params }: Where) => ({
    location: `/accounts/${params.accountId}/autopay`,
    notice,
  })

export const enrollAutopayForm = form<'enrollAutopay'>({
  path,
  pagePath: path,
  endpoint: 'enrollAutopay',
  toInput,
  done: done('autopay-begun'),
})

export const changeAutopayForm = form<'changeAutopay'>({
  path: `${path}/change`,
  pagePath: path,
  endpoint: 'changeAutopay',
  toInput,
  done: done('autopay-changed'),
})
