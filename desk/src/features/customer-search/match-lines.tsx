import { useDesk } from '#app/desk-context.ts'
import { type Cell, fieldNameOf, linesFor } from './matches.ts'
import type { Row } from './search-state.ts'

type Props = { row: Row; cell: Cell; shown: readonly (string | undefined)[] }

/** Why the row is there, where the marks do not say it: quiet lines under what the cell shows. */
export function MatchLines({ row, cell, shown }: Props) {
  const { t, word } = useDesk()
  const lines = linesFor(
    row,
    cell,
    shown.flatMap((text) => text ?? []),
  )
  return (
    <>
      {lines.map((line) => {
        const { how, text } = line
        const field = word('match', fieldNameOf(line))
        return (
          <div key={JSON.stringify(line)} class="quiet match-line">
            {text === '' ? (
              t('search.matched-by', { field })
            ) : (
              <>
                {how ? word('match-how', how) : field}: <mark>{text}</mark>
              </>
            )}
          </div>
        )
      })}
    </>
  )
}
