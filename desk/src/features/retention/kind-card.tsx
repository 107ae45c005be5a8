import { Card } from '@porchlight/ui/card.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import type { Translate } from '#app/messages.ts'
import { PeriodForm } from './period-form.tsx'
import { periodWords } from './period-words.ts'
import type { KindOfData, Retention } from './retention.ts'
import { RunView } from './run-view.tsx'
import { StartRun } from './start-run.tsx'

type Props = { data: KindOfData; may: Retention['may']; onChanged: () => void }

/** Says which period counts now. */
function periodNow(
  { current, suggested, effectiveAt }: KindOfData,
  t: Translate,
  at: (instant: string) => string,
) {
  if (current.version === 0) return t('retention.not-set', { period: periodWords(suggested, t) })
  if (current.months === null) return t('retention.kept-for-ever')
  const period = periodWords(current.months, t)
  return effectiveAt !== null && Date.parse(effectiveAt) > Date.now()
    ? t('retention.kept-from', { period, instant: at(effectiveAt) })
    : t('retention.kept-for', { period })
}

/** One kind of data: its period, the preview, its runs, and what the period was before. */
export function KindCard({ data, may, onChanged }: Props) {
  const { t, word, format } = useDesk()
  const { kind, current, history, run } = data
  return (
    <Card id={`retention-${kind}`} heading={word('retention-kind', kind)}>
      <p>{periodNow(data, t, format.instant)}</p>
      <p class="quiet">{word('retention-hint', kind)}</p>
      <PeriodForm
        // A new version is a new form: what was typed belongs to the old one.
        key={current.version}
        data={data}
        answer={may['retention:change']}
        onChanged={onChanged}
      />
      <StartRun data={data} answer={may['retention:run']} onChanged={onChanged} />
      {run && <RunView run={run} answer={may['retention:run']} onChanged={onChanged} />}
      {current.version > 0 && (
        <details class="history">
          <summary>{t('settings.history', { count: history.length + 1 })}</summary>
          <ol>
            {[current, ...history].map(({ version, months, changedBy, changedAt }) => (
              <li key={version}>
                <div class="quiet">
                  {changedBy} {changedAt && <Instant at={changedAt} />}
                </div>
                <div>{periodWords(months, t)}</div>
              </li>
            ))}
          </ol>
        </details>
      )}
    </Card>
  )
}
