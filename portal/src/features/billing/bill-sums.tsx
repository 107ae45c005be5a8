import { Amount } from '@porchlight/ui/amount.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { knownKey } from '../../app/messages.ts'
import type { PageProps } from '../../app/page.ts'
import type { BillData } from '../../app/response-types.ts'
import { type BillPart, billParts } from './bill-parts.ts'
import { lineName } from './line-words.ts'

type Line = BillData['lines'][number]
export type Words = Pick<PageProps<BillData>, 't' | 'format' | 'locale'>

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

/** How the amount due adds up, line by line. */
export function BillSums({ bill, ...words }: Words & { bill: BillData }) {
  const money = (cents: number) => <Amount>{words.format.money(cents, bill.currency)}</Amount>
  return (
    <DescriptionList
      layout="sums"
      items={[
        ...billParts(bill).map((part) => {
          const { name, detail } = partWords(part, words)
          return {
            label: (
              <>
                {name} {detail && <small>{detail}</small>}
              </>
            ),
            value: money(part.cents),
          }
        }),
        { label: dueWords(bill, words), value: money(bill.amountDueCents), total: true },
      ]}
    />
  )
}
