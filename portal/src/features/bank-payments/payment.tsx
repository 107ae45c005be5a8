import type { Client } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Notice, type NoticeTone } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { knownKey } from '../../app/messages.ts'
import { type PageProps, page, pageForm } from '../../app/page.ts'
import { RefusedForm, versionToSend } from '../../app/refused-form.tsx'
import { PaymentCards } from '../payments/payment-cards.tsx'
import { isQuestion, PaymentQuestions } from '../payments/questions.tsx'
import { bodyOf } from './body-of.ts'
import { PaymentFields } from './payment-fields.tsx'

type Data = Awaited<ReturnType<Client['readBankPayment']>>

const path = '/accounts/:accountId/bank-payments/:taskId'

const tones: Record<Data['outcome'], NoticeTone> = {
  scheduled: 'info',
  waiting: 'info',
  paid: 'success',
  refused: 'danger',
  returned: 'danger',
  reversed: 'warning',
  canceled: 'warning',
}

/** One payment from a bank account: what became of it, its receipt; while it is scheduled, change or cancel it. */
export const bankPaymentPage = page<Data>({
  path,
  title: 'payment.title',
  section: 'bills',
  parent: '/accounts/:accountId/pay-by-bank',
  load: (client, { params: { accountId, taskId } }) =>
    client.readBankPayment({ params: { accountId, taskId } }),
  View: (props) => {
    const { data, t, format, where } = props
    const { outcome, taskId, currency, payOn, takenOn } = data
    const balance = format.money(Math.abs(data.balanceCents), currency)
    const standing = data.balanceCents > 0 ? 'owed' : data.balanceCents < 0 ? 'credit' : 'settled'
    const reason = t(knownKey(`bank-reason.${data.bankReason}`, 'bank-reason.other'))
    const day = (date: string) => format.date(date, 'medium')
    return (
      <Page heading={t('payment.title')}>
        {(outcome !== 'scheduled' || props.problem?.form.endsWith('/cancel')) && (
          <RefusedForm problem={props.problem} t={t} />
        )}
        <Notice
          tone={tones[outcome]}
          title={t(`bank-payment.${outcome}.title`)}
          actions={
            outcome === 'waiting' && (
              <LinkButton href={`/accounts/${where.params.accountId}/bank-payments/${taskId}`}>
                {t('payment.check-again')}
              </LinkButton>
            )
          }
        >
          {t(`bank-payment.${outcome}.text`, {
            day: day(payOn),
            taken: day(takenOn),
            balance,
            standing,
            reason,
          })}
        </Notice>
        <PaymentCards
          {...props}
          items={[
            { label: t('bank-payment.from'), value: data.bankAccount },
            { label: t('bank-payment.pay-on'), value: day(payOn) },
          ]}
        />
        {outcome === 'scheduled' && (
          <>
            <ChangeForm {...props} />
            <CancelForm {...props} />
          </>
        )}
      </Page>
    )
  },
})

const actionOf = ({ where, data }: PageProps<Data>, verb = '') =>
  `/accounts/${where.params.accountId}/bank-payments/${data.taskId}${verb}`

function ChangeForm(props: PageProps<Data>) {
  const { data, t, formToken, locale, problem } = props
  const isAsked = isQuestion(props)
  return (
    <Card id="change" heading={t('bank-payment.change')}>
      <Form id={pageForm} action={actionOf(props)}>
        <input type="hidden" name="_token" value={formToken} />
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="version" value={versionToSend(problem, data.version)} />
        {!isAsked && !problem?.form.endsWith('/cancel') && <RefusedForm problem={problem} t={t} />}
        <PaymentQuestions {...props} data={{ ...data, recentPayment: recentOf(props) }} />
        <PaymentFields {...props} standing={data} />
        <FormActions>
          <Guarded
            {...props}
            id="change-do"
            decision={data.may['bank-payment:change']}
            label={t('bank-payment.change.do')}
          >
            <Button>{t(isAsked ? 'bank-payment.change.yes' : 'bank-payment.change.do')}</Button>
          </Guarded>
        </FormActions>
      </Form>
    </Card>
  )
}

/** The payment that a refused change was asked about. */
const recentOf = ({ problem }: PageProps<Data>) =>
  problem?.refusal.reason === 'payment-repeated'
    ? (problem.refusal.current as {
        paymentId: number
        amountCents: number
        isOwn: boolean
        paidAt: string | null
      })
    : null

function CancelForm(props: PageProps<Data>) {
  const { data, t, formToken } = props
  return (
    <Card id="cancel" heading={t('bank-payment.cancel')}>
      <p>{t('bank-payment.cancel.text')}</p>
      <Guarded
        {...props}
        id="cancel-do"
        decision={data.may['bank-payment:cancel']}
        label={t('bank-payment.cancel')}
      >
        <form method="post" action={actionOf(props, '/cancel')}>
          <input type="hidden" name="_token" value={formToken} />
          <input type="hidden" name="version" value={data.version} />
          <Button variant="danger">{t('bank-payment.cancel')}</Button>
        </form>
      </Guarded>
    </Card>
  )
}

const back = ({ accountId, taskId }: Record<string, string>) =>
  `/accounts/${accountId}/bank-payments/${taskId}`

export const changeBankPaymentForm = form<'changeBankPayment'>({
  path,
  pagePath: path,
  endpoint: 'changeBankPayment',
  toInput: (sent, { params: { accountId, taskId } }) => ({
    params: { accountId, taskId },
    body: { ...bodyOf(sent), version: sent.number('version') },
  }),
  done: (_, { params }) => ({ location: back(params), notice: 'bank-payment-changed' }),
})

export const cancelBankPaymentForm = form<'cancelBankPayment'>({
  path: `${path}/cancel`,
  pagePath: path,
  endpoint: 'cancelBankPayment',
  toInput: (sent, { params: { accountId, taskId } }) => ({
    params: { accountId, taskId },
    body: { version: sent.number('version') },
  }),
  done: (_, { params }) => ({ location: back(params), notice: 'bank-payment-canceled' }),
})
