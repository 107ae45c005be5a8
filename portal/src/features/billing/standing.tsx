import { StatusBadge, type StatusTone } from '@porchlight/ui/status-badge.tsx'
import type { PageProps } from '../../app/page.ts'
import type { BillsData } from '../../app/response-types.ts'

type Bill = Pick<
  BillsData['bills'][number],
  'standing' | 'openCents' | 'amountDueCents' | 'currency' | 'disputedCents'
>
type Words = Pick<PageProps<unknown>, 't' | 'format'>

const tones: Record<Bill['standing'], StatusTone> = {
  paid: 'success',
  due: 'info',
  overdue: 'danger',
  disputed: 'warning',
}

/** Returns whether a bill is paid, due, overdue or disputed; with the open amount where only a part of it is open. */
export function standingWords(bill: Bill, { t, format }: Words): string {
  const { standing, openCents, amountDueCents, disputedCents } = bill
  const isInPart = standing !== 'disputed' && openCents > 0 && openCents < amountDueCents
  const shown = standing === 'disputed' ? disputedCents : isInPart ? openCents : null
  const word = t(`bill.standing.${standing}`)
  return shown === null
    ? word
    : t('bill.standing.part', { standing: word, amount: format.money(shown, bill.currency) })
}

/** The same as a badge. */
export function Standing({ bill, ...words }: Words & { bill: Bill }) {
  return <StatusBadge tone={tones[bill.standing]}>{standingWords(bill, words)}</StatusBadge>
}
