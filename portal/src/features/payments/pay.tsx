import type { Client } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { FormFields } from '../../app/closed-form.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { type PageProps, page, pageForm } from '../../app/page.ts'
import { RefusedForm, typedOr } from '../../app/refused-form.tsx'
import { localeIn, readCents } from './amount.ts'
import { AmountField } from './amount-field.tsx'
import { payLabel } from './pay-label.ts'
import { isQuestion, PaymentQuestions } from './questions.tsx'
import { UnfinishedPayment } from './unfinished-payment.tsx'

type Data = Awaited<ReturnType<Client['readCardPaymentOptions']>>

/** Pay by card: the balance or another amount, then on to the third party's page. */
export const payPage = page<Data>({
  path: '/accounts/:accountId/pay',
  title: 'card-payment.title',
  section: 'bills',
  parent: '/accounts/:accountId/bills',
  load: (client, { params }) => client.readCardPaymentOptions({ params: { accountId: params.accountId } }),
  View: (props) => {
    const { data, t, format } = props
    const { balanceCents, currency, problem } = data
    const balance = format.money(Math.abs(balanceCents), currency)
    const bills = `/accounts/${data.accountId}/bills`
    return (
      <Page
        heading={t('card-payment.title')}
        lead={balanceCents > 0 ? t('card-payment.balance', { balance }) : undefined}
      >
        <UnderWay {...props} />
        {problem === 'cash-only' && (
          <Notice tone="warning" title={t('card-payment.cash-only.title')}>
            {t('card-payment.cash-only.text')}
          </Notice>
        )}
        {problem === 'nothing-to-pay' && (
          <EmptyState
            icon="check"
            title={t('card-payment.nothing.title')}
            action={<LinkButton href={bills}>{t('card-payment.see-bills')}</LinkButton>}
          >
            {balanceCents < 0
              ? t('card-payment.nothing.credit', { balance })
              : t('card-payment.nothing.text')}
          </EmptyState>
        )}
        {problem === null && <PayForm {...props} />}
        {problem === null && (
          <p>
            <a href={`/accounts/${data.accountId}/pay-by-bank`}>{t('bank-payment.instead')}</a>
          </p>
        )}
      </Page>
    )
  },
})

/** Payments whose card page is still open: go on with one, or take it back. */
function UnderWay({ data, t, format, formToken }: PageProps<Data>) {
  if (data.may['card-payment:start'] !== 'ok') return null
  return data.underWay.map((payment) => (
    <Notice
      key={payment.taskId}
      tone="warning"
      title={t('card-payment.under-way', {
        amount: format.money(payment.amountCents, data.currency),
        ago: format.ago(payment.startedAt),
      })}
    >
      <p>{t('card-payment.under-way.text')}</p>
      <UnfinishedPayment {...{ t, formToken, payment }} accountId={data.accountId} />
    </Notice>
  ))
}

function PayForm(props: PageProps<Data>) {
  const { data, t, formToken, problem, locale } = props
  const isUsed = problem?.refusal.fields?.some(({ reason }) => reason === 'payment-form-used')
  const { idempotencyKey } = data
  const { reason } = problem?.refusal ?? {}
  const isAsked = isQuestion(props)
  return (
    <Form id={pageForm} action={`/accounts/${data.accountId}/pay`}>
      <input type="hidden" name="_token" value={formToken} />
      <input type="hidden" name="locale" value={locale} />
      <input
        type="hidden"
        name="idempotencyKey"
        value={isUsed ? idempotencyKey : typedOr(problem, 'idempotencyKey', idempotencyKey)}
      />
      {reason === 'out-of-order' ? (
        <Notice tone="danger" title={t('card-payment.unreachable.title')}>
          {t('card-payment.unreachable.text')}
        </Notice>
      ) : (
        !isAsked && <RefusedForm problem={problem} t={t} />
      )}
      <PaymentQuestions {...props} />
      <FormFields {...props} decision={data.may['card-payment:start']}>
        <AmountField {...props} standingCents={data.balanceCents} />
      </FormFields>
      <Notice title={t('card-payment.third-party.title')}>{t('card-payment.third-party.text')}</Notice>
      <FormActions>
        <Guarded
          {...props}
          id="pay"
          decision={data.may['card-payment:start']}
          label={t('card-payment.continue')}
          prepares={{ command: 'startCardPayment', accountId: data.accountId }}
        >
          <Button variant="primary">{payLabel(props, t('card-payment.continue'))}</Button>
        </Guarded>
        {(isAsked || data.recentPayment) && (
          <LinkButton href={`/accounts/${data.accountId}/overview`}>{t('card-payment.do-not')}</LinkButton>
        )}
      </FormActions>
    </Form>
  )
}

export const payForm = form<'startCardPayment'>({
  path: '/accounts/:accountId/pay',
  pagePath: '/accounts/:accountId/pay',
  endpoint: 'startCardPayment',
  toInput: (sent, { params }) => ({
    params: { accountId: params.accountId },
    body: {
      amountCents: readCents('amountCents', sent.text('amountCents'), localeIn(sent.text('locale'))),
      idempotencyKey: sent.text('idempotencyKey'),
      ...(sent.has('confirmedPaymentId') && { confirmedPaymentId: sent.number('confirmedPaymentId') }),
      ...(sent.has('confirmedAmountCents') && { confirmedAmountCents: sent.number('confirmedAmountCents') }),
    },
  }),
  done: ({ redirectUrl }) => ({ location: redirectUrl }),
})
