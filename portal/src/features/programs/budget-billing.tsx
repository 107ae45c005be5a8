import { Section } from '@porchlight/ui/section.tsx'
import { form } from '../../app/form.ts'
import { page } from '../../app/page.ts'
import { BudgetChart, standingOf } from './budget-chart.tsx'
import {
  formOf,
  inputOf,
  ProgramBody,
  type ProgramsData,
  type ProgramsProps,
  type ProgramView,
  shared,
} from './program-view.tsx'

type Offer = ProgramsData['budgetBilling']['offer']

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
        {offer.lastYear && <LastYear {...props} lastYear={offer.lastYear} />}
      </ProgramBody>
    )
  },
})

/** How this year stands, or how the last one would have. */
function TrueUp(props: ProgramsProps) {
  const { data, t, format } = props
  const { state, offer } = data.budgetBilling
  const sentence = t(state === 'active' ? 'program.budget.so-far' : 'program.budget.would-be', {
    standing: standingOf(offer.trueUpCents),
    amount: format.money(Math.abs(offer.trueUpCents), data.currency),
  })
  return (
    <BudgetChart
      {...props}
      id="true-up"
      title={t('program.budget.chart')}
      {...{ sentence }}
      months={offer.months}
    />
  )
}

/** The last year that was settled: what went to the next bill, and from which bills it came. */
function LastYear(props: ProgramsProps & { lastYear: NonNullable<Offer['lastYear']> }) {
  const { lastYear, data, t, format } = props
  const { months, trueUpCents, monthlyCents, settledOn } = lastYear
  const sentence = t('program.budget.settled', {
    date: format.date(settledOn),
    standing: standingOf(trueUpCents),
    amount: format.money(Math.abs(trueUpCents), data.currency),
    monthly: format.money(monthlyCents, data.currency),
  })
  return (
    <Section id="last-year" heading={t('program.budget.last-year')}>
      <BudgetChart
        {...props}
        id="settled"
        title={t('program.budget.settled-chart')}
        {...{ sentence, months }}
      />
    </Section>
  )
}

export const changeBudgetBillingForm = form<'changeBudgetBilling'>({
  ...formOf('budget-billing'),
  endpoint: 'changeBudgetBilling',
  toInput: (sent, where) => inputOf(sent, where, () => ({ monthlyCents: sent.number('monthlyCents') })),
})
