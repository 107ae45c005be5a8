import type { Client } from '@porchlight/contract/client.ts'
import { BackLink } from '@porchlight/ui/back-link.tsx'
import { Button } from '@porchlight/ui/button.tsx'
import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { type PageProps, page, pageForm } from '../../app/page.ts'
import { fieldError, RefusedForm, typedOr } from '../../app/refused-form.tsx'
import { centsToType, typedCents } from './amount.ts'

type Data = Awaited<ReturnType<Client['readCardPaymentOptions']>>

/** Pay by card: the balance or another amount, then on to the third party's page. */
export const payPage = page<Data>({
  path: '/accounts/:accountId/pay',
  title: 'card-payment.title',
  section: 'bills',
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
        back={<BackLink href={bills}>{t('bills.title')}</BackLink>}
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
      </Page>
    )
  },
})

/** Payments that wait for the bank's word: so that nobody pays twice for impatience. */
function UnderWay({ data, t, format }: PageProps<Data>) {
  return data.underWay.map(({ taskId, amountCents, startedAt }) => (
    <Notice
      key={taskId}
      tone="warning"
      actions={
        <LinkButton href={`/accounts/${data.accountId}/payments/${taskId}`}>
          {t('card-payment.under-way.see')}
        </LinkButton>
      }
    >
      {t('card-payment.under-way', {
        amount: format.money(amountCents, data.currency),
        at: format.instant(startedAt),
      })}
    </Notice>
  ))
}

function PayForm(props: PageProps<Data>) {
  const { data, t, formToken, problem } = props
  const isUsed = problem?.refusal.fields?.some(({ reason }) => reason === 'payment-form-used')
  const { idempotencyKey } = data
  return (
    <Form id={pageForm} action={`/accounts/${data.accountId}/pay`}>
      <input type="hidden" name="_token" value={formToken} />
      <input
        type="hidden"
        name="idempotencyKey"
        value={isUsed ? idempotencyKey : typedOr(problem, 'idempotencyKey', idempotencyKey)}
      />
      {problem?.refusal.reason === 'out-of-order' ? (
        <Notice tone="danger" title={t('card-payment.unreachable.title')}>
          {t('card-payment.unreachable.text')}
        </Notice>
      ) : (
        <RefusedForm problem={problem} t={t} />
      )}
      <Field
        name="amountCents"
        label={t('card-payment.amount', { currency: data.currency })}
        hint={t('card-payment.amount.hint')}
        short
        inputmode="decimal"
        autocomplete="transaction-amount"
        value={typedOr(problem, 'amountCents', centsToType(data.balanceCents))}
        error={fieldError(props, 'amountCents')}
      />
      <Notice title={t('card-payment.third-party.title')}>{t('card-payment.third-party.text')}</Notice>
      <FormActions>
        <Guarded
          {...props}
          id="pay"
          answer={data.may['card-payment:start']}
          label={t('card-payment.continue')}
        >
          <Button variant="primary">{t('card-payment.continue')}</Button>
        </Guarded>
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
    body: { amountCents: typedCents(sent.text('amountCents')), idempotencyKey: sent.text('idempotencyKey') },
  }),
  done: ({ redirectUrl }) => ({ location: redirectUrl }),
})
