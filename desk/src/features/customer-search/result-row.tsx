import { useComputed } from '@preact/signals'
import { useDesk } from '#app/desk-context.ts'
import { openRow } from './open-row.ts'
import { PersonCell, PremiseCell, WebUserCell } from './result-cells.tsx'
import type { Row, Search } from './search-state.ts'
import { rowId } from './search-state.ts'

type Props = {
  search: Search
  row: Row
  index: number
  /** The number of its premise on the map. */
  place: number | undefined
}

/** One row. Each row subscribes to the active index itself, so that a key renders two rows instead of three hundred. */
export function ResultRow({ search, row, index, place }: Props) {
  const { t } = useDesk()
  const isActive = useComputed(() => search.active.value === index).value
  return (
    <tr
      id={rowId(index)}
      data-row={index}
      aria-rowindex={index + 2}
      aria-selected={isActive}
      class={row.account ? 'result' : 'result result-closed'}
      onClick={(event) => {
        if (!(event.target instanceof Element) || event.target.closest('a, button')) return
        if (!getSelection()?.toString()) openRow(row, t)
      }}
    >
      <PersonCell row={row} />
      <PremiseCell row={row} place={place} />
      <WebUserCell row={row} />
    </tr>
  )
}
