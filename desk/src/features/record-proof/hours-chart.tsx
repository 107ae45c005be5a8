import { BarChart } from '@porchlight/ui/bar-chart.tsx'
import { ChartTable } from '@porchlight/ui/chart-table.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { RecordProof } from './record-proof.ts'

/** Entries of each of the last 24 hours as a picture, and how long the slowest of each hour waited. */
export function HoursChart({ hours }: Pick<RecordProof, 'hours'>) {
  const { t, format } = useDesk()
  const entries = hours.reduce((sum, hour) => sum + hour.entries, 0)
  const seconds = (ms: number) =>
    t('record-proof.seconds', { seconds: format.number(Math.round(ms / 100) / 10) })
  const longest = Math.max(0, ...hours.map(({ lagMs }) => lagMs))
  return (
    <Section id="record-hours" heading={t('record-proof.hours')}>
      <p>{t('record-proof.hours.said', { entries, longest: seconds(longest) })}</p>
      <BarChart
        id="record-hours-chart"
        title={t('record-proof.hours')}
        description={t('record-proof.hours.said', { entries, longest: seconds(longest) })}
        axisLabel={t('record-proof.entries')}
        formatTick={(value) => (Number.isInteger(value) ? format.number(value) : '')}
        labels={{ now: t('record-proof.entries'), noData: t('record-proof.place.nothing') }}
        bars={hours.map(({ hour, entries: count, lagMs }) => ({
          key: hour,
          label: format.time(hour),
          name: t('record-proof.hour', {
            hour: format.instant(hour),
            entries: count,
            longest: seconds(lagMs),
          }),
          value: count,
        }))}
      />
      <ChartTable
        summary={t('record-proof.hours.table')}
        caption={t('record-proof.hours')}
        columns={[t('record-proof.hour.column'), t('record-proof.entries'), t('record-proof.hour.longest')]}
        rows={hours.map(({ hour, entries: count, lagMs }) => ({
          key: hour,
          header: format.instant(hour),
          cells: [format.number(count), seconds(lagMs)],
        }))}
      />
    </Section>
  )
}
