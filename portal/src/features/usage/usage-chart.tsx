import { BarChart } from '@porchlight/ui/bar-chart.tsx'
import { ChartTable } from '@porchlight/ui/chart-table.tsx'
import type { PageProps } from '../../app/page.ts'
import { amountWords, type Unit, unitName } from './amounts.ts'

type Period = {
  period: string
  amount: number | null
  lastYear: number | null
  isPartial: boolean
  isEstimated?: boolean | undefined
}

type UsageChartProps = Pick<PageProps<unknown>, 't' | 'format'> & {
  /** Unique on the page. */
  id: string
  title: string
  /** The chart's message, in one sentence. */
  description: string
  unit: Unit
  periods: readonly Period[]
  /** Where a month's bar leads. */
  hrefOf?: ((period: string) => string) | undefined
}

/** Months or days beside those of a year before, and the table behind them. Without a year before: single bars. */
export function UsageChart({ id, title, description, unit, periods, hrefOf, t, format }: UsageChartProps) {
  const isDays = periods[0]?.period.length === 10
  const paired = periods.some(({ lastYear }) => lastYear !== null)
  const amount = (value: number | null) =>
    value === null
      ? t('usage.no-readings')
      : amountWords(value, unit, isDays ? 'day' : 'month', { t, format })
  const said = ({ amount: value, isPartial, isEstimated }: Period) => {
    const words =
      value !== null && isPartial ? t('usage.partial-amount', { amount: amount(value) }) : amount(value)
    return isEstimated ? t('usage.estimated-amount', { amount: words }) : words
  }
  const name = (period: string) => (isDays ? format.date(period) : format.month(period))
  const href = ({ period, amount: value }: Period) => (value === null ? undefined : hrefOf?.(period))
  const yearBefore = t('usage.year-before')
  return (
    <>
      <BarChart
        id={id}
        title={title}
        description={description}
        axisLabel={unitName(unit, t)}
        formatTick={(value) =>
          format.number(value, Number.isInteger(value) ? 0 : value * 10 === Math.round(value * 10) ? 1 : 2)
        }
        labels={{
          now: isDays && periods[0] ? format.month(periods[0].period.slice(0, 7)) : t('usage.these-months'),
          before: paired ? yearBefore : undefined,
          noData: t('usage.legend.no-readings'),
          partial: t('usage.partial'),
        }}
        bars={periods.map((p) => ({
          key: p.period,
          label: isDays ? String(Number(p.period.slice(8))) : format.month(p.period, 'short'),
          name: paired
            ? t('usage.bar-beside', { period: name(p.period), amount: said(p), before: amount(p.lastYear) })
            : t('usage.bar', { period: name(p.period), amount: said(p) }),
          value: p.amount,
          before: p.lastYear,
          partial: p.isPartial,
          href: href(p),
        }))}
      />
      <ChartTable
        summary={t('usage.table')}
        caption={title}
        columns={[t(isDays ? 'usage.day' : 'usage.month'), t('usage.used'), ...(paired ? [yearBefore] : [])]}
        rows={periods.map((p) => ({
          key: p.period,
          header: name(p.period),
          href: href(p),
          cells: [said(p), ...(paired ? [amount(p.lastYear)] : [])],
        }))}
      />
    </>
  )
}
