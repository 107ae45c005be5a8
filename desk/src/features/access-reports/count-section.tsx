import { CountChart } from '@porchlight/ui/count-chart.tsx'
import type { Column } from '@porchlight/ui/data-table.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Folded } from '#app/folded.tsx'
import { WorkTable } from '#app/work-table.tsx'

/** The table behind has more. */
const mostBars = 8
/** Letters of a label that fit beside the count on a phone. */
const mostLetters = 30

export type CountRow = {
  key: string
  label: string
  count: number
  /** The count of the period before. */
  before?: number
  href?: string | undefined
}

type Props<Row extends CountRow> = {
  id: string
  heading: string
  /** What a bar counts: "Masquerades". */
  unit: string
  rows: readonly Row[]
  columns: Column<Row>[]
}

/** The first sentence, as far as there is room. */
function shortened(label: string): string {
  const [first = label] = label.split(/(?<=\.) /)
  return first.length <= mostLetters ? first : `${first.slice(0, mostLetters - 1).trimEnd()}…`
}

/** Counts by one of their names: the greatest as bars, and all of them in the table behind. */
export function CountSection<Row extends CountRow>({ id, heading, unit, rows, columns }: Props<Row>) {
  const { t, format } = useDesk()
  const name = ({ label, count, before }: Row) =>
    before === undefined
      ? t('access-report.bar-alone', { name: label, count: format.number(count) })
      : t('access-report.bar', { name: label, count, before: format.number(before) })
  return (
    <Section id={id} heading={heading}>
      {rows.length === 0 ? (
        <p>{t('access-report.none')}</p>
      ) : (
        <>
          <CountChart
            id={`${id}-chart`}
            title={t('access-report.greatest', { unit })}
            bars={rows.slice(0, mostBars).map((row) => ({
              key: row.key,
              label: shortened(row.label),
              count: row.count,
              text: format.number(row.count),
              name: name(row),
              href: row.href,
            }))}
          />
          <Folded id={`${id} table`} summary={t('access-report.table', { name: heading })}>
            <WorkTable
              id={`${id}-table`}
              caption={t('table-of', { name: heading })}
              captionHidden
              rows={rows}
              rowKey={(row) => row.key}
              columns={columns}
            />
          </Folded>
        </>
      )}
    </Section>
  )
}
