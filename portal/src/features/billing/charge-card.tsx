import { Amount } from '@porchlight/ui/amount.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { knownKey } from '../../app/messages.ts'
import type { PageProps } from '../../app/page.ts'
import type { ChargeGroup } from './charges.ts'
import type { BillData } from './detail.tsx'
import { quantityWords } from './quantity-words.ts'

type Line = BillData['lines'][number]
type Props = Pick<PageProps<unknown>, 't' | 'format'> & {
  id: string
  group: ChargeGroup<Line>
  currency: string
}

/** What one service at one premise costs: each line with its quantity times its rate, and their sum. */
export function ChargeCard({ id, group, currency, t, format }: Props) {
  const money = (cents: number) => <Amount>{format.money(cents, currency)}</Amount>
  const name = ({ kind, serviceType }: Line) =>
    t(knownKey(`line.${kind}.${serviceType}`, knownKey(`line.${kind}`, 'line.other')))
  const sum = ({ quantity, unit, rateMicros }: Line) =>
    quantity === null || unit === null
      ? undefined
      : rateMicros === null
        ? quantityWords(quantity, unit, t, format)
        : `${quantityWords(quantity, unit, t, format)} × ${format.rate(rateMicros, currency)}`
  const { serviceType, premise, lines, totalCents } = group
  const heading = serviceType
    ? t(knownKey(`service.${serviceType}`, 'bill.other-charges'))
    : t('bill.other-charges')
  return (
    <Card id={id} heading={heading}>
      {premise && <p class="muted">{premise}</p>}
      <DescriptionList
        layout="sums"
        items={[
          ...lines.map((line) => ({
            label: (
              <>
                {name(line)} {sum(line) && <small class="quantity">{sum(line)}</small>}
              </>
            ),
            value: money(line.amountCents),
          })),
          { label: t('bill.group-total', { name: heading }), value: money(totalCents), total: true },
        ]}
      />
    </Card>
  )
}
