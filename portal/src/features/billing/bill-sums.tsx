import { Amount } from '@porchlight/ui/amount.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import type { PageProps } from '../../app/page.ts'
import type { BillData } from '../../app/response-types.ts'
import { billParts } from './bill-parts.ts'
import { dueWords, partWords } from './part-words.ts'

type Words = Pick<PageProps<BillData>, 't' | 'format' | 'locale'>

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
