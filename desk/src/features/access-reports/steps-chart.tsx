import { BarChart } from '@porchlight/ui/bar-chart.tsx'
import { ChartTable } from '@porchlight/ui/chart-table.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { useDesk } from '#app/desk-context.ts'
import { href } from '#app/routes.ts'
import type { Report } from './report.ts'

type Props = {
  id: string
  steps: Report['steps']
  /** The chart counts these lines only. */
  event?: 'refused'
}

/** Lines over time, each step beside the step of the period before. A bar leads to its lines for those who may read the record. */
export function StepsChart({ id, steps, event }: Props) {
  const { t, format, refusedFor } = useDesk()
  const name = event === 'refused' ? 'access-report.refused-steps' : 'access-report.steps'
  const title = t(name)
  const sum = (of: 'count' | 'before') => steps.reduce((total, step) => total + step[of], 0)
  const said = t(`${name}.said`, { count: sum('count'), before: format.number(sum('before')) })
  const mayFollow = !refusedFor('record:view')
  const rows = steps.map(({ from, to, count, before }) => ({
    key: from,
    header: from === to ? format.date(from) : format.days(from, to),
    count,
    before,
    label: format.shortDate(from),
    ...(mayFollow && count > 0 && { href: href({ name: 'record', by: 'staff', event, from, to }) }),
  }))
  return (
    <Section id={id} heading={title}>
      <p>{said}</p>
      <BarChart
        id={`${id}-chart`}
        title={title}
        description={said}
        axisLabel={t(event === 'refused' ? 'access-report.refusals' : 'access-report.lines')}
        formatTick={(value) => (Number.isInteger(value) ? format.number(value) : '')}
        labels={{
          now: t('access-report.now'),
          before: t('access-report.before'),
          noData: t('access-report.none'),
        }}
        bars={rows.map(({ header, count, ...row }) => ({
          ...row,
          name: t('access-report.bar', { name: header, count, before: format.number(row.before) }),
          value: count,
        }))}
      />
      <ChartTable
        summary={t('access-report.table', { name: title })}
        caption={title}
        columns={[t('access-report.days'), t('access-report.now'), t('access-report.before')]}
        rows={rows.map(({ key, header, href, count, before }) => ({
          key,
          header,
          href,
          cells: [format.number(count), format.number(before)],
        }))}
      />
    </Section>
  )
}
