import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import { taskAges } from '@porchlight/contract/task-choices.ts'
import { taskStates } from '@porchlight/contract/task-states.ts'
import { ChartTable } from '@porchlight/ui/chart-table.tsx'
import { type CountBar, CountChart } from '@porchlight/ui/count-chart.tsx'
import { useDesk } from '#app/desk-context.ts'
import { capital } from '#app/messages.ts'
import { navigate } from '#app/router.ts'
import { href } from '#app/routes.ts'
import { type TaskAddress, withoutGaps } from '#app/task-address.ts'

type Counts = Response<Api['countTasks']>
type Name = 'states' | 'taskTypes' | 'age'
/** The types with the most tasks; the table behind has all of them. */
const mostBars = 7

/** The sum of the counts by one of their names, the names in their own order, else the greatest first. */
export function sumsBy(
  counts: Counts['counts'],
  name: 'state' | 'taskType' | 'age',
  order?: readonly string[],
) {
  const sums = new Map<string, number>()
  for (const row of counts) sums.set(row[name], (sums.get(row[name]) ?? 0) + row.count)
  const rows = [...sums].map(([key, count]) => ({ key, count }))
  return order
    ? rows.sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key))
    : rows.sort((a, b) => b.count - a.count)
}

/** The address with this one name as a filter, or without it where it is the filter already. */
export function filteredBy(address: TaskAddress, name: Name, key: string): TaskAddress {
  const now = name === 'age' ? (address.age ? [address.age] : []) : (address[name] ?? [])
  const isOn = now.length === 1 && now[0] === key
  const value = isOn ? undefined : name === 'age' ? key : [key]
  return withoutGaps({ ...address, [name]: value } as TaskAddress)
}

/** How many of the tasks that are not final wait in which state, of which type and for how long. A bar shows just these. */
export function TaskCharts({ address, counts }: { address: TaskAddress; counts: Counts }) {
  const { t, word, format } = useDesk()
  if (counts.counts.length === 0) return null
  const charts = [
    {
      name: 'states',
      title: t('tasks.by-state'),
      rows: sumsBy(counts.counts, 'state', taskStates),
      words: 'task-state',
    },
    {
      name: 'age',
      title: t('tasks.by-age'),
      rows: sumsBy(counts.counts, 'age', taskAges),
      words: 'tasks.age',
    },
    {
      name: 'taskTypes',
      title: t('tasks.by-type'),
      rows: sumsBy(counts.counts, 'taskType'),
      words: 'task-type',
    },
  ] as const
  const barsOf = ({ name, rows, words }: (typeof charts)[number]): CountBar[] =>
    rows.map(({ key, count }) => {
      const label = capital(word(words, key))
      const text = format.number(count)
      const to = filteredBy(address, name, key)
      const current =
        address[name]?.length === 1 || name === 'age' ? [address[name]].flat()[0] === key : false
      return {
        key,
        label,
        count,
        text,
        name: t(current ? 'tasks.bar-off' : 'tasks.bar', { label, count }),
        href: href({ name: 'tasks', ...to }),
        current,
      }
    })
  const all = charts.map((chart) => ({ ...chart, bars: barsOf(chart) }))
  return (
    <section class="task-charts" aria-label={t('tasks.counts')}>
      {counts.isCut && <p class="quiet">{t('tasks.counts-cut')}</p>}
      <div class="task-charts-row">
        {all.map(({ name, title, bars }) => (
          <CountChart
            key={name}
            id={`tasks-by-${name}`}
            title={title}
            bars={bars.slice(0, mostBars)}
            onSelect={(to) => navigate(to, { replace: true })}
          />
        ))}
      </div>
      <ChartTable
        summary={t('tasks.counts-table')}
        caption={t('tasks.counts')}
        columns={[t('tasks.counts-of'), t('tasks.counts-name'), t('tasks.counts-count')]}
        rows={all.flatMap(({ name, title, bars }) =>
          bars.map((bar) => ({
            key: `${name} ${bar.key}`,
            header: title,
            cells: [bar.label, bar.text],
          })),
        )}
      />
    </section>
  )
}
