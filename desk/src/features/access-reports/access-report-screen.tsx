import { BarChart } from '@porchlight/ui/bar-chart.tsx'
import { ChartTable } from '@porchlight/ui/chart-table.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { useState } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { FilterForm } from '#app/filter-form.tsx'
import { PeriodFields } from '#app/period-fields.tsx'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import type { Report } from './report.ts'
import { ReportExport } from './report-export.tsx'
import { ReportTables } from './report-tables.tsx'

const dayMs = 86_400_000
const dayAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10)

/** What staff did in a period, beside the period before: by day, CSR, customer, purpose and refusal. */
function AccessReportScreen() {
  const { t } = useDesk()
  const [{ from, to }, setPeriod] = useState({ from: dayAgo(27), to: dayAgo(0) })
  const loaded = useAnswer(`access report ${from} ${to}`, 'access-report:view', (client) =>
    client.readAccessReport({ body: { from, to } }),
  )
  return (
    <Screen lead={t('access-report.lead')}>
      <FilterForm
        onSubmit={(form) =>
          setPeriod({ from: String(form.get('from') || from), to: String(form.get('to') || to) })
        }
      >
        <PeriodFields id="report" terms={{ from, to }} wrong={() => undefined} />
      </FilterForm>
      <AnswerView loaded={loaded} lines={10}>
        {(report) => (
          <>
            <div class="form-actions">
              <ReportExport from={from} to={to} />
            </div>
            <StepsChart steps={report.steps} />
            <ReportTables report={report} />
          </>
        )}
      </AnswerView>
    </Screen>
  )
}

export const accessReportView = laterView('access-report', AccessReportScreen)

function StepsChart({ steps }: Pick<Report, 'steps'>) {
  const { t, format } = useDesk()
  const sum = (of: 'count' | 'before') => steps.reduce((total, step) => total + step[of], 0)
  const said = t('access-report.steps.said', {
    count: format.number(sum('count')),
    before: format.number(sum('before')),
  })
  return (
    <Section id="report-steps" heading={t('access-report.steps')}>
      <p>{said}</p>
      <BarChart
        id="report-steps-chart"
        title={t('access-report.steps')}
        description={said}
        axisLabel={t('access-report.lines')}
        formatTick={(value) => (Number.isInteger(value) ? format.number(value) : '')}
        labels={{
          now: t('access-report.now'),
          before: t('access-report.before'),
          noData: t('access-report.none'),
        }}
        bars={steps.map(({ from, count, before }) => ({
          key: from,
          label: from.slice(5),
          name: t('access-report.step', {
            day: format.date(from),
            count: format.number(count),
            before: format.number(before),
          }),
          value: count,
          before,
        }))}
      />
      <ChartTable
        summary={t('access-report.steps.table')}
        caption={t('access-report.steps')}
        columns={[t('access-report.from'), t('access-report.now'), t('access-report.before')]}
        rows={steps.map(({ from, count, before }) => ({
          key: from,
          header: format.date(from),
          cells: [format.number(count), format.number(before)],
        }))}
      />
    </Section>
  )
}
