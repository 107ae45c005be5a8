import { useState } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { daysBefore, todayIn } from '#app/calendar.ts'
import { useDesk } from '#app/desk-context.ts'
import { fieldError } from '#app/field-error.ts'
import { FilterForm } from '#app/filter-form.tsx'
import { PeriodFields } from '#app/period-fields.tsx'
import { navigate } from '#app/router.ts'
import type { Given } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { CountSections } from './count-sections.tsx'
import { ReportExport } from './report-export.tsx'
import { StepsChart } from './steps-chart.tsx'

/** Four weeks, with today. */
const usualDays = 28

/** What staff did in a period, beside the period before: over time, by CSR, customer, purpose and refusal. */
function AccessReportScreen(given: Given<'access-report'>) {
  const { t, page } = useDesk()
  const [today] = useState(() => todayIn(page.timeZone))
  const to = given.to ?? today
  const from = given.from ?? daysBefore(to, usualDays - 1)
  return (
    <Screen lead={t('access-report.lead')}>
      <PeriodReport key={`${from} ${to}`} from={from} to={to} />
    </Screen>
  )
}

export const accessReportView = laterView('access-report', AccessReportScreen)

function PeriodReport({ from, to }: { from: string; to: string }) {
  const { t, word, format } = useDesk()
  const loaded = useAnswer(`access report ${from} ${to}`, 'access-report:view', (client) =>
    client.readAccessReport({ body: { from, to } }),
  )
  const { answer } = loaded
  const refusal = answer.state === 'refused' ? answer.refusal : undefined
  const period = { from, to }
  return (
    <>
      <FilterForm
        onSubmit={(form) => {
          const day = (name: 'from' | 'to') => String(form.get(name) || period[name])
          navigate({ name: 'access-report', from: day('from'), to: day('to') }, { replace: true })
        }}
      >
        <PeriodFields id="report" terms={period} wrong={(field) => fieldError(refusal, field, word)} />
      </FilterForm>
      <AnswerView loaded={loaded} lines={10}>
        {(report) => (
          <>
            <div class="form-actions">
              <ReportExport from={from} to={to} />
              <span class="quiet">
                {t('access-report.period', {
                  from: format.date(from),
                  to: format.date(to),
                  beforeFrom: format.date(report.before.from),
                  beforeTo: format.date(report.before.to),
                })}
              </span>
            </div>
            <div class="report-steps">
              <StepsChart id="report-lines" steps={report.steps} />
              <StepsChart id="report-refused" steps={report.refusedSteps} event="refused" />
            </div>
            <CountSections report={report} period={period} />
          </>
        )}
      </AnswerView>
    </>
  )
}
