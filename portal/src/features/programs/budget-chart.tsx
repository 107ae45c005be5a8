import { BarChart } from '@porchlight/ui/bar-chart.tsx'
import { ChartTable } from '@porchlight/ui/chart-table.tsx'
import type { ProgramsData, ProgramsProps } from './program-view.tsx'

type Props = Pick<ProgramsProps, 'data' | 't' | 'format'> & {
  id: string
  title: string
  /** What the chart says, in words. */
  sentence: string
  months: ProgramsData['budgetBilling']['offer']['months']
}

/** Returns whether a difference is added, credited or neither, as the words ask. Integer cents. */
export const standingOf = (trueUpCents: number) =>
  trueUpCents > 0 ? 'owed' : trueUpCents < 0 ? 'credit' : 'even'

/** Each bill beside the monthly amount, and what has run up: as bars, and as figures. */
export function BudgetChart({ data, t, format, id, title, sentence, months }: Props) {
  const money = (cents: number) => format.money(cents, data.currency)
  return (
    <>
      <p>{sentence}</p>
      <BarChart
        id={id}
        title={title}
        description={sentence}
        axisLabel={data.currency}
        formatTick={(value) => format.number(value)}
        labels={{
          now: t('program.budget.billed'),
          before: t('program.budget.monthly'),
          noData: t('usage.legend.no-readings'),
          partial: t('usage.partial'),
        }}
        bars={months.map(({ billDate, billedCents, budgetCents }) => ({
          key: billDate,
          label: format.month(billDate.slice(0, 7), 'short'),
          name: t('program.budget.bar', {
            date: format.date(billDate),
            billed: money(billedCents),
            monthly: money(budgetCents),
          }),
          value: Math.max(0, billedCents) / 100,
          before: budgetCents / 100,
        }))}
      />
      <ChartTable
        summary={t('usage.table')}
        caption={title}
        columns={[
          t('program.budget.bill'),
          t('program.budget.billed'),
          t('program.budget.monthly'),
          t('program.budget.running'),
        ]}
        rows={months.map(({ billDate, billedCents, budgetCents, runningCents }) => ({
          key: billDate,
          header: format.date(billDate, 'medium'),
          cells: [money(billedCents), money(budgetCents), money(runningCents)],
        }))}
      />
    </>
  )
}
