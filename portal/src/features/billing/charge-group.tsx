import { Amount } from '@porchlight/ui/amount.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { knownKey } from '../../app/messages.ts'
import type { PageProps } from '../../app/page.ts'
import type { BillData } from '../../app/response-types.ts'
import type { ChargeGroup } from './charges.ts'
import { quantityWords } from './charges.ts'

type Line = BillData['lines'][number]
type Props = Pick<PageProps<unknown>, 't' | 'format'> & { group: ChargeGroup<Line>; currency: string }

/** What one service at one premise costs: each line with its quantity times its rate, and their sum. */
export function ChargesOf({ group, currency, t, format }: Props) {
  const { serviceType, premise, lines, totalCents } = group
  const money = (cents: number) => <Amount>{format.money(cents, currency)}</Amount>
  const name = ({ kind }: Line) =>
    t(knownKey(`line.${kind}.${serviceType}`, knownKey(`line.${kind}`, 'line.other')))
  const product = ({ quantity, unit, rateMicros }: Line) =>
    quantity !== null &&
    unit !== null &&
    [
      quantityWords(quantity, unit, t, format),
      ...(rateMicros === null ? [] : [format.rate(rateMicros, currency)]),
    ].join(' × ')
  const heading = t(knownKey(`service.${serviceType}`, 'bill.other-charges'))
  return (
    <section class="charges">
      <h3>
        {heading} {premise && <small>{premise}</small>}
      </h3>
      <DescriptionList
        layout="sums"
        items={[
          ...lines.map((line) => ({
            label: (
              <>
                {name(line)} <small>{product(line)}</small>
              </>
            ),
            value: money(line.amountCents),
          })),
          { label: t('bill.group-total', { name: heading }), value: money(totalCents), total: true },
        ]}
      />
    </section>
  )
}
