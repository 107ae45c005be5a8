import { Card } from '@porchlight/ui/card.tsx'
import { changeValues, percentMore } from '../../app/change.ts'
import { knownKey } from '../../app/messages.ts'
import type { PageProps } from '../../app/page.ts'
import type { BillData } from '../../app/response-types.ts'
import { quantityWords } from './charges.ts'
import { WhyDifferent } from './why-different.tsx'

type Props = Pick<PageProps<BillData>, 't' | 'format' | 'where'> & {
  bill: BillData
  lastYear: NonNullable<BillData['lastYear']>
}

const days = ({ periodFrom, periodTo }: { periodFrom: string; periodTo: string }) =>
  Math.round((Date.parse(periodTo) - Date.parse(periodFrom)) / 86_400_000) + 1

/** Why it is higher or lower than a year ago, in words: the charges, what was used, how many days. */
export function YearBefore({ bill, lastYear, t, format, where }: Props) {
  const percent = percentMore(bill.chargesCents, lastYear.chargesCents)
  const used = bill.consumption.flatMap(({ serviceType, unit, quantity }) => {
    const before = lastYear.consumption.find((was) => was.serviceType === serviceType && was.unit === unit)
    const more = percentMore(quantity, before?.quantity)
    if (!before || more === null) return []
    const words = (amount: number) => quantityWords(amount, unit, t, format)
    const service = t(knownKey(`service.${serviceType}`, 'bill.other-charges'))
    return [
      t('bill.used', {
        service,
        now: words(quantity),
        before: words(before.quantity),
        ...changeValues(more, format),
      }),
    ]
  })
  const [now, before] = [days(bill), days(lastYear)]
  return (
    <Card
      id="year-before"
      heading={t('bill.year-before')}
      actions={
        <a href={`/accounts/${where.params.accountId}/bills/${lastYear.billId}`}>
          {t('bill.of', { date: format.date(lastYear.billDate, 'medium') })}
        </a>
      }
    >
      {percent !== null && (
        <p>
          {t('bill.change', {
            now: format.money(bill.chargesCents, bill.currency),
            before: format.money(lastYear.chargesCents, bill.currency),
            ...changeValues(percent, format),
          })}
        </p>
      )}
      <WhyDifferent bill={bill} lastYear={lastYear} t={t} format={format} />
      {(used.length > 0 || now !== before) && (
        <ul class="reasons">
          {used.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {now !== before && <li>{t('bill.days', { now, before })}</li>}
        </ul>
      )}
    </Card>
  )
}
