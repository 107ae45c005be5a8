import type { Client } from '@porchlight/contract/client.ts'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Notice, type NoticeTone } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { knownKey } from '../../app/messages.ts'
import { page } from '../../app/page.ts'
import { RefusedForm } from '../../app/refused-form.tsx'
import { PaymentCards } from './payment-cards.tsx'
import { UnfinishedPayment } from './unfinished-payment.tsx'

type Data = Awaited<ReturnType<Client['readCardPayment']>>

const tones: Record<Data['outcome'], NoticeTone> = {
  waiting: 'info',
  paid: 'success',
  refunded: 'warning',
  declined: 'danger',
  expired: 'warning',
  discarded: 'warning',
}

/** Returns whether the card page still takes a card, and the reader may use it. */
const canGoOn = ({ outcome, isPageOpen, may }: Data): boolean =>
  isPageOpen && (outcome === 'waiting' || outcome === 'declined') && may['card-payment:start'] === 'ok'

/**
 * What became of a payment. It does not reload by itself: a page that changes under the reader's eyes fails WCAG 2.2.1
 * (failure F41). Usually the provider's report arrives before the payer returns; else "check again" is one click. A payment whose
 * card page was left open is called unfinished too: until the provider reports, the two look the same to us.
 */
export const paymentPage = page<Data>({
  path: '/accounts/:accountId/payments/:taskId',
  title: 'payment.title',
  section: 'bills',
  parent: '/accounts/:accountId/bills',
  load: (client, { params: { accountId, taskId } }) =>
    client.readCardPayment({ params: { accountId, taskId } }),
  View: (props) => {
    const { data, t, format, where, formToken, problem } = props
    const { outcome, taskId, currency } = data
    const isOpen = canGoOn(data)
    const { providerSays, declineReason } = data
    const to = (path: string) => `/accounts/${where.params.accountId}/${path}`
    const balance = format.money(Math.abs(data.balanceCents), currency)
    const standing = data.balanceCents > 0 ? 'owed' : data.balanceCents < 0 ? 'credit' : 'settled'
    return (
      <Page heading={t('payment.title')}>
        {outcome === 'waiting' && <RefusedForm problem={problem} t={t} />}
        <Notice
          tone={tones[outcome]}
          title={t(`payment.${outcome}.title`)}
          actions={
            outcome === 'waiting' ? (
              <LinkButton variant="primary" href={to(`payments/${taskId}`)}>
                {t('payment.check-again')}
              </LinkButton>
            ) : outcome === 'paid' || outcome === 'refunded' ? (
              <LinkButton variant="primary" href={to('overview')}>
                {t('overview.title')}
              </LinkButton>
            ) : isOpen ? undefined : (
              <LinkButton variant="primary" href={to('pay')}>
                {t('payment.try-again')}
              </LinkButton>
            )
          }
        >
          {t(`payment.${outcome}.text`, { balance, standing })}
          {declineReason && (
            <p>{t(knownKey(`payment.decline.${declineReason}`, 'payment.decline.declined'))}</p>
          )}
          {providerSays && outcome !== 'paid' && outcome !== 'refunded' && (
            <p>
              {t(knownKey(`payment.provider.${providerSays.state}`, 'payment.provider.open'), {
                ago: format.ago(providerSays.toldAt),
              })}
            </p>
          )}
          {isOpen && data.idempotencyKey !== null && (
            <UnfinishedPayment
              {...{ t, formToken }}
              accountId={where.params.accountId}
              isDeclined={outcome === 'declined'}
              payment={{ ...data, idempotencyKey: data.idempotencyKey }}
            />
          )}
        </Notice>
        <PaymentCards {...props} />
      </Page>
    )
  },
})
