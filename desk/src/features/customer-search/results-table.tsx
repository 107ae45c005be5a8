import { useLayoutEffect, useRef } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { openRow } from './open-row.ts'
import { PersonCell, PremiseCell, WebUserCell } from './result-cells.tsx'
import { resultsId, rowId } from './result-ids.ts'
import type { Row, Search } from './search-state.ts'

/** Up and down move from link to link, for who has left the box. */
function moveFocus(event: KeyboardEvent, rows: readonly Row[], search: Search) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step || !(event.target instanceof Element)) return
  const at = Number(event.target.closest('tr')?.dataset.row)
  const next = Math.min(Math.max(at + step, 0), rows.length - 1)
  event.preventDefault()
  search.moveTo(next)
  document.getElementById(rowId(next))?.querySelector('a')?.focus()
}

/** Person and account beside premise and web user; a grid, because the box moves through it by arrow keys. */
export function ResultsTable({ search, rows }: { search: Search; rows: readonly Row[] }) {
  const { t } = useDesk()
  const active = search.active.value
  const frame = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const box = frame.current
    if (!box) return
    box.scrollTop = search.place.tableScroll
    const remember = () => {
      search.place.tableScroll = box.scrollTop
    }
    box.addEventListener('scroll', remember, { passive: true })
    return () => box.removeEventListener('scroll', remember)
  }, [search])
  return (
    <div class="table-frame table-dense" ref={frame}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that keys move through.
        role="grid"
        id={resultsId}
        aria-label={t('search.results')}
        onKeyDown={(event) => moveFocus(event, rows, search)}
      >
        <thead>
          <tr>
            <th scope="col">{t('search.person-account')}</th>
            <th scope="col">{t('search.premise')}</th>
            <th scope="col">{t('search.web-user')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr
              key={index}
              id={rowId(index)}
              data-row={index}
              aria-selected={index === active}
              class={row.account ? 'result' : 'result result-closed'}
              onClick={(event) => {
                if (!(event.target instanceof Element) || event.target.closest('a')) return
                if (!getSelection()?.toString()) openRow(row, t)
              }}
            >
              <PersonCell row={row} />
              <PremiseCell row={row} />
              <WebUserCell row={row} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
