import { Amount } from '@porchlight/ui/amount.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { Account } from '#app/response-types.ts'
import { href } from '#app/routes.ts'
import { RefundButton } from '../refunds/refund-button.tsx'
import { AutopayValue } from './autopay-value.tsx'
import { OtherPayments } from './other-payments.tsx'
import { programItems } from './program-items.tsx'

/** Money: what is owed, what is late and why, the last bill and payment, how it is paid, and the programs with who asked for each. */
export function MoneyCard({ account, onChanged }: { account: Account; onChanged: () => void }) {
  const { t, word, format } = useDesk()
  const { balanceCents, pastDueCents, currency, lastBill, lastPayment, isCashOnly } = account
  const money = (cents: number) => <Amount>{format.money(cents, currency)}</Amount>
  return (
    <Card
      id="money"
      heading={t('account.money')}
      actions={account.lastPayment && <RefundButton account={account} onDone={onChanged} />}
    >
      <p class="balance">
        <Amount size="large">{format.money(balanceCents, currency)}</Amount>{' '}
        <span class="quiet">{t(balanceCents < 0 ? 'account.credit' : 'account.balance')}</span>
      </p>
      <DescriptionList
        items={[
          {
            label: t('account.past-due'),
            value:
              pastDueCents > 0 ? (
                <StatusBadge tone="danger">{money(pastDueCents)}</StatusBadge>
              ) : (
                t('account.nothing-past-due')
              ),
          },
          ...(account.arrears
            ? [
                {
                  label: t('account.arrears'),
                  value: <Arrears account={account} />,
                },
              ]
            : []),
          {
            label: t('account.last-bill'),
            value: lastBill ? (
              <>
                {money(lastBill.amountDueCents)}{' '}
                <span class="quiet">
                  {t('account.bill-dates', {
                    date: format.date(lastBill.billDate),
                    due: format.date(lastBill.dueDate),
                  })}
                </span>
              </>
            ) : (
              t('desk.none')
            ),
          },
          {
            label: t('account.last-payment'),
            value: lastPayment ? (
              <>
                {money(lastPayment.amountCents)}{' '}
                <span class="quiet">
                  {t('account.payment-made', {
                    date: format.date(lastPayment.receivedOn),
                    tender: word('tender', lastPayment.tender),
                  })}
                </span>
              </>
            ) : (
              t('desk.none')
            ),
          },
          ...(account.otherPayments.length > 0
            ? [{ label: t('account.other-payments'), value: <OtherPayments account={account} /> }]
            : []),
          { label: t('account.autopay'), value: <AutopayValue account={account} t={t} format={format} /> },
          ...programItems({ account, t, word, format }),
          ...(isCashOnly
            ? [
                {
                  label: t('account.restriction'),
                  value: <StatusBadge tone="warning">{t('account.cash-only')}</StatusBadge>,
                },
              ]
            : []),
        ]}
      />
    </Card>
  )
}

/** Why something is past due, with the link to what was agreed about it. */
function Arrears({ account }: { account: Account }) {
  const { t, format } = useDesk()
  if (!account.arrears) return null
  const { reason, since } = account.arrears
  const text = t(`account.arrears.${reason}`, { date: since ? format.date(since) : '' })
  const about = account.programs.find(({ untilOn, asked }) => untilOn !== null && asked !== null)
  const isAgreed = reason === 'agreed' || reason === 'agreement-broken'
  return isAgreed && about?.asked ? (
    <a href={href({ name: 'task', taskId: about.asked.taskId })}>{text}</a>
  ) : (
    text
  )
}
