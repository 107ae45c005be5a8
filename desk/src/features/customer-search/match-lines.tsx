import { useDesk } from '#app/desk-context.ts'
import { capital } from '#app/messages.ts'
import { type Cell, hintsFor, linesFor } from './matches.ts'
import type { Row } from './search-state.ts'

type Props = {
  row: Row
  cell: Cell
  /** The texts of the cell, in which matches are marked. */
  shown: readonly (string | undefined)[]
}

const textsOf = (shown: Props['shown']) => shown.flatMap((text) => text ?? [])

/** Shows beside a marked text how it matched, unless it matched as typed. */
export function MatchHints({ row, cell, shown }: Props) {
  const { word } = useDesk()
  return (
    <>
      {hintsFor(row, cell, textsOf(shown)).map((how) => (
        <span key={how} class="quiet match-line">
          {' '}
          {word('match-how', how)}
        </span>
      ))}
    </>
  )
}

/** Explains under the cell why the row was found, for matches that the cell does not show. */
export function MatchLines({ row, cell, shown }: Props) {
  const { t, word, format } = useDesk()
  return (
    <>
      {linesFor(row, cell, textsOf(shown)).map(({ field, how, texts }) => (
        <div key={`${field} ${how}`} class="quiet match-line">
          {texts.length === 0 ? (
            t('search.matched-by', { field: word('match', field) })
          ) : (
            <>
              {how ? capital(word('match-how', how)) : word('match', field)}:{' '}
              <mark>{format.list(texts)}</mark>
            </>
          )}
        </div>
      ))}
    </>
  )
}
