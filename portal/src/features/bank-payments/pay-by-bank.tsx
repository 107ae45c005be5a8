import type { Client } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { FormFields } from '../../app/closed-form.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { type PageProps, page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm, typedOr } from '../../app/refused-form.tsx'
import { NoBankAccount } from '../bank-accounts/no-bank-account.tsx'
import { payLabel } from '../payments/pay-label.ts'
import { isQuestion, PaymentQuestions } from '../payments/questions.tsx'
import { bodyOf } from './body-of.ts'
import { PaymentFields } from './payment-fields.tsx'

type Data = Awaited<ReturnType<Client['readBankPaymentOptions']>>

const path = '/accounts/:accountId/pay-by-bank'

/** Pay from a bank account, now or on a day; and what is scheduled. */
export const payByBankPage = page<Data>({
  path,
  title: 'bank-payment.title',
  section: 'bills',
  parent: '/accounts/:accountId/bills',
  load: (client, { params }) => client.readBankPaymentOptions({ params: { accountId: params.accountId } }),
  View: (props) => {
    const { data, t, format } = props
    const { balanceCents, currency, problem, accountId } = data
    const balance = format.money(Math.abs(balanceCents), currency)
    return (
      <Page
        heading={t('bank-payment.title')}
        lead={balanceCents > 0 ? t('card-payment.balance', { balance }) : undefined}
      >
        {problem === 'cash-only' && (
          <Notice tone="warning" title={t('card-payment.cash-only.title')}>
            {t('card-payment.cash-only.text')}
          </Notice>
        )}
        {problem === 'bank-payments-off' && <Notice tone="warning">{t('reason.bank-payments-off')}</Notice>}
        {problem === 'nothing-to-pay' && (
          <EmptyState icon="check" title={t('card-payment.nothing.title')}>
            {balanceCents < 0
              ? t('card-payment.nothing.credit', { balance })
              : t('card-payment.nothing.text')}
          </EmptyState>
        )}
        {problem === null &&
          (data.bankAccounts.length > 0 ? (
            <PayForm {...props} />
          ) : (
            <NoBankAccount accountId={accountId} t={t} text={t('bank-payment.no-bank-account.text')} />
          ))}
        <Scheduled {...props} />
        <p>
          <a href={`/accounts/${accountId}/bank-accounts`}>{t('bank-accounts.title')}</a>
        </p>
        <p>
          <a href={`/accounts/${accountId}/autopay`}>{t('autopay.title')}</a>
        </p>
        {problem === null && (
          <p>
            <a href={`/accounts/${accountId}/pay`}>{t('card-payment.title')}</a>
          </p>
        )}
      </Page>
    )
  },
})

/** Payments that the bank has not made yet. */
function Scheduled({ data, t, format }: PageProps<Data>) {
  if (data.scheduled.length === 0) return null
  return (
    <Section id="scheduled" heading={t('bank-payment.scheduled')}>
      <ul>
        {data.scheduled.map(({ taskId, amountCents, payOn, bankAccount }) => (
          <li key={taskId}>
            <a href={`/accounts/${data.accountId}/bank-payments/${taskId}`}>
              {t('bank-payment.scheduled.line', {
                amount: format.money(amountCents, data.currency),
                day: format.date(payOn, 'medium'),
                bankAccount,
              })}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function PayForm(props: PageProps<Data>) {
  const { data, t, formToken, problem, locale } = props
  const decision = data.may['bank-payment:make']
  const isUsed = problem?.refusal.fields?.some(({ reason }) => reason === 'payment-form-used')
  const key = isUsed ? data.idempotencyKey : typedOr(problem, 'idempotencyKey', data.idempotencyKey)
  const isAsked = isQuestion(props)
  return (
    <Form id={pageForm} action={`/accounts/${data.accountId}/pay-by-bank`}>
      <input type="hidden" name="_token" value={formToken} />
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="idempotencyKey" value={key} />
      <input type="hidden" name="termsVersion" value={data.termsVersion} />
      {!isAsked && <RefusedForm problem={problem} t={t} />}
      <PaymentQuestions {...props} />
      <FormFields {...props} decision={decision}>
        <PaymentFields
          {...props}
          standing={{
            bankAccountId: data.bankAccounts[0]?.bankAccountId ?? 0,
            amountCents: data.balanceCents,
            payOn: data.today,
          }}
        />
        <CheckboxField
          name="accepted"
          label={t('bank-payment.accept')}
          hint={t('bank-payment.terms', { version: data.termsVersion })}
          checked={problem?.typed.get('accepted') === 'on'}
          error={fieldError(props, 'termsVersion')}
          id="termsVersion"
        />
      </FormFields>
      <FormActions>
        <Guarded {...props} id="pay" decision={decision} label={t('bank-payment.do')}>
          <Button variant="primary">{payLabel(props, t('bank-payment.do'))}</Button>
        </Guarded>
        {(isAsked || data.recentPayment) && (
          <LinkButton href={`/accounts/${data.accountId}/overview`}>{t('card-payment.do-not')}</LinkButton>
        )}
      </FormActions>
    </Form>
  )
}

export const payByBankForm = form<'makeBankPayment'>({
  path,
  pagePath: path,
  endpoint: 'makeBankPayment',
  toInput: (sent, { params: { accountId } }) => ({
    params: { accountId },
    body: {
      ...bodyOf(sent),
      idempotencyKey: sent.text('idempotencyKey'),
      // Terms that were not accepted are of no version.
      termsVersion: sent.isOn('accepted') ? sent.number('termsVersion') : 2_147_483_647,
    },
  }),
  done: ({ taskId }, { params }) => ({ location: `/accounts/${params.accountId}/bank-payments/${taskId}` }),
})
