import type { RetentionKind } from '@porchlight/contract/retention-kinds.ts'
import type { Column } from '@porchlight/ui/data-table.tsx'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { useAnswer } from '#app/use-answer.ts'
import { WorkTable } from '#app/work-table.tsx'
import { KeptList } from './kept-list.tsx'
import { periodWords, sizeWords } from './period-words.ts'
import type { Preview } from './retention.ts'

type Props = {
  /** Unique on the page. */
  id: string
  kind: RetentionKind
  months: number
}

/** Shows what a period would delete and keep: rows by year, the oldest day, the size, and the reasons. */
export function PreviewView({ id, kind, months }: Props) {
  const loaded = useAnswer(`retention preview ${kind} ${months}`, 'retention:view', (client) =>
    client.previewRetention({ body: { kind, months } }),
  )
  return (
    <AnswerView loaded={loaded} lines={3}>
      {(preview) => <Counted id={id} preview={preview} months={months} />}
    </AnswerView>
  )
}

type Year = { year: number; counts: ReadonlyMap<string, number> }

/** Returns one row for each year, with the number of rows of each table. */
function yearsOf({ parts }: Preview): Year[] {
  const years = [...new Set(parts.flatMap((part) => part.years.map(({ year }) => year)))].sort(
    (a, b) => a - b,
  )
  return years.map((year) => ({
    year,
    counts: new Map(
      parts.map(({ part, years: counted }) => [part, counted.find((row) => row.year === year)?.deleted ?? 0]),
    ),
  }))
}

function Counted({ id, preview, months }: { id: string; preview: Preview; months: number }) {
  const { t, word, format } = useDesk()
  const { parts } = preview
  const oldest = parts.flatMap((part) => part.oldest ?? []).sort()[0]
  const bytes = parts.reduce((sum, part) => sum + (part.bytes ?? 0), 0)
  const columns: Column<Year>[] = [
    { key: 'year', header: t('retention.preview.year'), rowHeader: true, cell: ({ year }) => String(year) },
    ...parts.map(({ part }) => ({
      key: part,
      header: word('retention-part', part),
      numeric: true,
      cell: ({ counts }: Year) => format.number(counts.get(part) ?? 0),
    })),
  ]
  return (
    <div role="status" class="retention-part">
      <p>
        {t('retention.preview.lead', {
          period: periodWords(months, t),
          date: format.date(preview.deletesBefore),
        })}
      </p>
      {parts.every(({ deleted }) => deleted === 0) ? (
        <p>
          <strong>{t('retention.preview.none')}</strong>
        </p>
      ) : (
        <WorkTable
          id={id}
          caption={t('retention.preview.caption')}
          captionHidden
          rows={yearsOf(preview)}
          rowKey={({ year }) => year}
          columns={columns}
          foot={
            <tr>
              <th scope="row">{t('retention.preview.sum')}</th>
              {parts.map(({ part, deleted, isPartial }) => (
                <td key={part} class="numeric" data-label={word('retention-part', part)}>
                  {isPartial
                    ? t('retention.preview.more', { count: format.number(deleted) })
                    : format.number(deleted)}
                </td>
              ))}
            </tr>
          }
        />
      )}
      {oldest && <p>{t('retention.preview.oldest', { date: format.date(oldest) })}</p>}
      {bytes > 0 && <p>{t('retention.preview.bytes', { size: sizeWords(bytes, format.number) })}</p>}
      {parts.some(({ isPartial }) => isPartial) && <p>{t('retention.preview.partial')}</p>}
      <KeptList kept={parts.flatMap((part) => part.kept)} />
    </div>
  )
}
