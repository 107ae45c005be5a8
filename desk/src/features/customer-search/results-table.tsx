import { Button } from '@porchlight/ui/button.tsx'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { useKeys } from '#app/keyboard.ts'
import { copyAccount } from './copy-account.ts'
import { ResultRow } from './result-row.tsx'
import { firstRows, type Row, resultsId, rowId, type Search } from './search-state.ts'
import { useGrowing } from './use-growing.ts'

/** Moves the focus from row to row by Up and Down, after the focus has left the search box. */
function moveFocus(event: KeyboardEvent, rows: readonly Row[], search: Search) {
  const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key]
  if (!step || !(event.target instanceof Element)) return
  const at = Number(event.target.closest('tr')?.dataset.row)
  const next = Math.min(Math.max(at + step, 0), rows.length - 1)
  event.preventDefault()
  search.moveTo(next)
  document.getElementById(rowId(next))?.querySelector('a')?.focus()
}

type Props = {
  search: Search
  rows: readonly Row[]
  /** Map numbers by premise id. */
  places: ReadonlyMap<number, number>
}

/** Person and account beside premise and web user; a grid, because the box moves through it by arrow keys. */
export function ResultsTable({ search, rows, places }: Props) {
  const { t } = useDesk()
  const frame = useRef<HTMLDivElement>(null)
  const state = search.state.value
  const more = state.state === 'found' ? state.more : 'none'
  // Rows that load later are added below, so the scroll position stays.
  const first = rows[0]
  useLayoutEffect(() => {
    if (frame.current) frame.current.scrollTop = search.place.tableScroll
  }, [search, first])
  useKeys({
    c: () => {
      const account = rows[search.active.peek()]?.account
      if (account) void copyAccount(account.accountId, t)
    },
  })
  // Memoized per response, so that growing the list does not render the earlier rows again.
  const lines = useMemo(
    () =>
      rows.map((row, index) => (
        <ResultRow
          key={index}
          search={search}
          row={row}
          index={index}
          place={places.get(row.premise?.premiseId ?? 0)}
        />
      )),
    [search, rows, places],
  )
  const isBack = search.place.tableScroll > 0 || search.place.scroll > 0
  const drawn = useGrowing(lines.length, firstRows, isBack)
  const columns = [t('search.person-account'), t('search.premise'), t('search.web-user')]
  return (
    <div
      class="table-frame table-dense results-frame"
      ref={frame}
      onScroll={({ currentTarget }) => {
        search.place.tableScroll = currentTarget.scrollTop
      }}
    >
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that keys move through.
        role="grid"
        id={resultsId}
        aria-label={t('search.results')}
        aria-rowcount={more === 'none' ? rows.length + 1 : -1}
        onKeyDown={(event) => moveFocus(event, rows, search)}
      >
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{lines.slice(0, drawn)}</tbody>
      </table>
      {more !== 'none' && <More search={search} state={more} />}
    </div>
  )
}

/** End of the first rows. Loads the remaining rows when it scrolls into view. */
function More({ search, state }: { search: Search; state: 'there' | 'asked' | 'refused' }) {
  const { t } = useDesk()
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (state !== 'there' || !end.current) return
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && void search.more())
    watch.observe(end.current)
    return () => watch.disconnect()
  }, [search, state])
  return (
    <div class="results-more" ref={end}>
      <Button variant="quiet" aria-disabled={state === 'asked'} onClick={() => void search.more()}>
        {t(state === 'refused' ? 'search.more.again' : 'search.more', { count: firstRows })}
      </Button>
    </div>
  )
}
