import { Amount } from '@porchlight/ui/amount.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { knownKey } from '../../app/messages.ts'
import type { PageProps } from '../../app/page.ts'
import type { BillData } from '../../app/response-types.ts'
import type { ChargeGroup } from './charges.ts'
import { lineName, productWords, stepWords } from './line-words.ts'

type Line = BillData['lines'][number]
type Props = Pick<PageProps<unknown>, 't' | 'format' | 'locale'> & {
  group: ChargeGroup<Line>
  currency: string
}

/** What one service at one premise costs: each line with its step of the tariff, quantity and rate, and their sum. */
export function ChargesOf(props: Props) {
  const { group, currency, t, format } = props
  const { sort, serviceType, premise, lines, totalCents } = group
  const money = (cents: number) => <Amount>{format.money(cents, currency)}</Amount>
  const heading =
    sort === 'service' ? t(knownKey(`service.${serviceType}`, 'bill.other-charges')) : t(`bill.group.${sort}`)
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
                {[lineName(line, props), stepWords(line, props)].filter(Boolean).join(', ')}{' '}
                <small>{productWords(line, currency, props)}</small>
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
