import { Amount } from '@porchlight/ui/amount.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import type { useDesk } from '#app/desk-context.ts'
import type { Account } from '#app/response-types.ts'
import { AskedBy } from './asked-by.tsx'

type Desk = Pick<ReturnType<typeof useDesk>, 't' | 'format'> & { account: Account }

/** Autopay in a line: whether it is on, from where and when, up to what, what is next, and the request that began it. */
export function AutopayValue({ account, t, format }: Desk) {
  const { autopay, isAutopay, currency } = account
  if (!autopay) return t(isAutopay ? 'account.autopay.elsewhere' : 'desk.no')
  const { bankAccount, dayOfMonth, limitCents, pausedBecause, next, asked } = autopay
  const money = (cents: number) => format.money(cents, currency)
  return (
    <>
      {pausedBecause ? (
        <StatusBadge tone="warning">{t('account.autopay.paused')}</StatusBadge>
      ) : (
        <StatusBadge tone="success">{t('account.autopay.on')}</StatusBadge>
      )}{' '}
      <span>
        {dayOfMonth === null
          ? t('account.autopay.due-date', { bankAccount })
          : t('account.autopay.day', { bankAccount, day: dayOfMonth })}
      </span>{' '}
      {limitCents !== null && <Amount>{t('account.autopay.limit', { amount: money(limitCents) })}</Amount>}{' '}
      {next && (
        <StatusBadge tone={next.state === 'held' ? 'warning' : 'info'}>
          {t(`account.autopay.${next.state}`, {
            amount: money(next.amountCents),
            date: format.date(next.payOn),
          })}
        </StatusBadge>
      )}{' '}
      <AskedBy asked={asked} t={t} format={format} />
    </>
  )
}
