import type { Locale } from '@porchlight/contract/values.ts'
import type { Format } from '../../app/format.ts'
import { knownKey, type Translate } from '../../app/messages.ts'
import type { BillData } from '../../app/response-types.ts'
import type { BillPart } from './bill-parts.ts'
import { lineName } from './line-words.ts'

type Line = BillData['lines'][number]
type Words = { t: Translate; format: Format; locale: Locale }

/** Returns the words for one line of the sum of a bill. */
export function partWords(part: BillPart<Line>, words: Words): { name: string; detail?: string } {
  const { t, format } = words
  if (part.part === 'payment')
    return {
      name: t('bill.payment-of', { date: format.date(part.payment.receivedOn, 'medium') }),
      detail: t(knownKey(`tender.${part.payment.tender}`, 'tender.other')),
    }
  if ('line' in part) return { name: lineName(part.line, words) }
  return { name: t(`bill.part.${part.part}`) }
}

/** Returns what the amount due is called: with its date, or a credit. */
export function dueWords(bill: Pick<BillData, 'amountDueCents' | 'dueDate'>, { t, format }: Words): string {
  return bill.amountDueCents < 0
    ? t('bill.credit')
    : t('bill.amount-due', { date: format.date(bill.dueDate) })
}
