import { PlacePlot } from '@porchlight/ui/place-plot.tsx'
import { useMemo } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { scaleSteps } from '#app/scale-steps.ts'
import type { ResultPlace } from './result-places.ts'
import type { Row, Search } from './search-state.ts'
import { rowId } from './search-state.ts'

const size = { width: 300, height: 300, margin: 18 }
/** Above this limit the numbers would overlap, so only the active row's premise shows its number. */
const mostNumbers = 25

export const mapId = 'search-map'

type Props = { search: Search; rows: readonly Row[]; places: readonly ResultPlace[] }

/** Map of the premises in the results. A click on a premise moves to its row. */
export function ResultsMap({ search, rows, places }: Props) {
  const { t, page } = useDesk()
  const steps = useMemo(() => scaleSteps(page.locale), [page.locale])
  const plotted = useMemo(() => places.map((place) => ({ ...place, id: String(place.premiseId) })), [places])
  const selected = rows[search.active.value]?.premise?.premiseId
  return (
    <section id={mapId} class="results-map" aria-label={t('search.map')}>
      <PlacePlot
        label={t('search.map.text', { count: places.length })}
        size={size}
        steps={steps}
        places={plotted}
        numbered={mostNumbers}
        selected={selected === undefined ? undefined : String(selected)}
        onPick={(id) => {
          const row = plotted.find((place) => place.id === id)?.row
          if (row === undefined) return
          search.moveTo(row)
          document.getElementById(rowId(row))?.scrollIntoView({ block: 'nearest' })
        }}
      />
    </section>
  )
}
