import { BarChart } from '@porchlight/ui/bar-chart.tsx'
import { ChartTable } from '@porchlight/ui/chart-table.tsx'
import { form } from '../../app/form.ts'
import { page } from '../../app/page.ts'
import {
  formOf,
  inputOf,
  ProgramBody,
  type ProgramsData,
  type ProgramsProps,
  type ProgramView,
  shared,
} from './program-view.tsx'

export const budgetBillingView: ProgramView = {
  name: 'budget-billing',
  of: 'budgetBilling',
  agreed: ({ data: { budgetBilling, currency }, t, format }) =>
    budgetBilling.terms
      ? t('program.budget.agreed', { amount: format.money(budgetBilling.terms.monthlyCents, currency) })
      : undefined,
}

/** The same amount each month: the amount, the bills it comes from, and the true-up as a chart with its table. */
export const budgetBillingPage = page<ProgramsData>({
  ...shared,
  path: '/accounts/:accountId/programs/budget-billing',
  title: 'program.budget-billing',
  View: (props) => {
    const { data, t, format } = props
    const { state, whyNot, offer } = data.budgetBilling
    const isActive = state === 'active'
    const { monthlyCents, leastBills, trueUpOn } = offer
    const isOpen = !isActive && whyNot.length === 0 && monthlyCents !== null
    return (
      <ProgramBody
        {...props}
        view={budgetBillingView}
        enroll={
          isOpen
            ? t('program.budget.agree', { amount: format.money(monthlyCents, data.currency) })
            : undefined
        }
        fields={isOpen && <input type="hidden" name="monthlyCents" value={monthlyCents} />}
      >
        <ul>
          {isOpen && (
            <li>
              {t('program.budget.amount', {
                amount: format.money(monthlyCents, data.currency),
                bills: offer.months.length,
              })}
            </li>
          )}
          <li>{t('program.budget.true-up', { date: format.date(trueUpOn) })}</li>
          <li>{t('program.budget.least', { count: leastBills })}</li>
          <li>{t('program.cost.none')}</li>
        </ul>
        {monthlyCents !== null && offer.months.length > 0 && <TrueUp {...props} />}
      </ProgramBody>
    )
  },
})

/** Each bill beside the monthly amount, and what has run up: as bars, and as figures. */
function TrueUp({ data, t, format }: ProgramsProps) {
  const { state, offer } = data.budgetBilling
  const money = (cents: number) => format.money(cents, data.currency)
  const standing = offer.trueUpCents > 0 ? 'owed' : offer.trueUpCents < 0 ? 'credit' : 'even'
  const title = t('program.budget.chart')
  const sentence = t(state === 'active' ? 'program.budget.so-far' : 'program.budget.would-be', {
    standing,
    amount: money(Math.abs(offer.trueUpCents)),
  })
  return (
    <>
      <p>{sentence}</p>
      <BarChart
        id="true-up"
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
        bars={offer.months.map(({ billDate, billedCents, budgetCents }) => ({
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
        rows={offer.months.map(({ billDate, billedCents, budgetCents, runningCents }) => ({
          key: billDate,
          header: format.date(billDate, 'medium'),
          cells: [money(billedCents), money(budgetCents), money(runningCents)],
        }))}
      />
    </>
  )
}

export const changeBudgetBillingForm = form<'changeBudgetBilling'>({
  ...formOf('budget-billing'),
  endpoint: 'changeBudgetBilling',
  toInput: (sent, where) => inputOf(sent, where, () => ({ monthlyCents: sent.number('monthlyCents') })),
})
