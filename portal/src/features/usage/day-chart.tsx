import { BarChart } from '@porchlight/ui/bar-chart.tsx'
import { ChartTable } from '@porchlight/ui/chart-table.tsx'
import type { PageProps } from '../../app/page.ts'
import type { UsageDayData } from '../../app/response-types.ts'
import { amountWords, unitName } from './amounts.ts'
import { slotTime } from './slot-time.ts'

type Day = NonNullable<UsageDayData['chosen']>
type Slot = Day['slots'][number]
type Props = Pick<PageProps<unknown>, 't' | 'format'> & { chosen: Day }

/** The readings of a day as bars, what was sent back as bars of their own, and the table behind both. */
export function DayChart({ chosen, t, format }: Props) {
  const { slots, unit, date, receivedAmount } = chosen
  const name = (slot: Slot) => slotTime(slot, chosen, format)
  const amount = (value: number | null) =>
    value === null ? t('usage.no-readings') : amountWords(value, unit, 'hour', { t, format })
  const said = (slot: Slot) =>
    slot.amount !== null && slot.isPartial
      ? t('usage.partial-amount', { amount: amount(slot.amount) })
      : amount(slot.amount)
  const quality = ({ amount: value, received, quality: of, hasSetAside }: Slot) => {
    const words = value === null && received === null ? [] : [t(`usage.quality.${of}`)]
    return [...words, ...(hasSetAside ? [t('usage.quality.set-aside')] : [])].join(', ')
  }
  const chart = (
    id: string,
    title: string,
    description: string,
    now: string,
    of: (slot: Slot) => number | null,
  ) => (
    <BarChart
      id={id}
      title={title}
      description={description}
      axisLabel={unitName(unit, t)}
      formatTick={(value) => format.number(value, Number.isInteger(value) ? 0 : 2)}
      labels={{
        now,
        before: undefined,
        noData: t('usage.legend.no-readings'),
        partial: t('usage.partial'),
      }}
      bars={slots.map((slot) => ({
        key: slot.startsAt,
        label: format.time(slot.startsAt),
        name: t('usage.bar', {
          period: name(slot),
          amount: of(slot) === slot.amount ? said(slot) : amount(of(slot)),
        }),
        value: of(slot),
        partial: slot.isPartial,
      }))}
    />
  )
  const title = t('usage.of-day', { date: format.date(date) })
  const hasReceived = receivedAmount !== null
  return (
    <>
      {chart(
        'day-chart',
        title,
        t('usage.day-chart.text'),
        t('usage.delivered'),
        ({ amount: value }) => value,
      )}
      {hasReceived &&
        chart(
          'day-sent-back-chart',
          t('usage.sent-back.title', { range: format.date(date) }),
          t('usage.sent-back.text'),
          t('usage.sent-back'),
          ({ received }) => received,
        )}
      <ChartTable
        summary={t('usage.table')}
        caption={title}
        columns={[
          t('usage.time'),
          t('usage.used'),
          ...(hasReceived ? [t('usage.sent-back')] : []),
          t('usage.quality'),
        ]}
        rows={slots.map((slot) => ({
          key: slot.startsAt,
          header: name(slot),
          cells: [said(slot), ...(hasReceived ? [amount(slot.received)] : []), quality(slot)],
        }))}
      />
    </>
  )
}
