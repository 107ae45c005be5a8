import { Amount } from '@porchlight/ui/amount.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import type { useDesk } from '#app/desk-context.ts'
import type { Account } from '#app/response-types.ts'
import { AskedBy } from './asked-by.tsx'

type Desk = Pick<ReturnType<typeof useDesk>, 't' | 'word' | 'format'> & { account: Account }
type OneProgram = Account['programs'][number]

/** What was agreed, in words. */
function agreed({ program, ...one }: OneProgram, { t, format, account }: Desk) {
  const { dayOfMonth, untilOn, amountCents, installments, paperToo } = one
  const values = {
    day: dayOfMonth ?? 0,
    date: untilOn ? format.date(untilOn) : '',
    count: installments ?? 0,
    amount: amountCents === null ? '' : format.money(amountCents, account.currency),
  }
  if (program === 'paperless') return t(paperToo ? 'account.paperless.both' : 'account.paperless.email')
  if (program === 'preferred-due-date') return t('account.due-day', values)
  if (program === 'payment-extension') return <Amount>{t('account.extension', values)}</Amount>
  if (program === 'payment-arrangement') return <Amount>{t('account.arrangement', values)}</Amount>
  if (program === 'budget-billing') return <Amount>{t('account.budget', values)}</Amount>
  return t('desk.yes')
}

/** The programs of an account as lines of the Money card. Paperless is always there: callers ask about it. */
export function programItems(desk: Desk) {
  const { account, t, word } = desk
  const isPaperlessKnown = account.programs.some(({ program }) => program === 'paperless')
  const lines = account.programs.map((one) => ({
    label: word('program', one.program),
    value: (
      <>
        {one.state === 'active' ? (
          agreed(one, desk)
        ) : (
          <StatusBadge tone={one.state === 'broken' ? 'danger' : 'neutral'}>
            {word('account.program.state', one.state)}
          </StatusBadge>
        )}{' '}
        <AskedBy asked={one.asked} t={t} format={desk.format} />
      </>
    ),
  }))
  return isPaperlessKnown ? lines : [{ label: t('program.paperless'), value: t('desk.no') }, ...lines]
}
