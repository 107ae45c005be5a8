import { PlacePlot } from '@porchlight/ui/place-plot.tsx'
import { useMemo } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { scaleSteps } from '#app/scale-steps.ts'
import { rowId } from './result-ids.ts'
import type { ResultPlace } from './result-places.ts'
import type { Row, Search } from './search-state.ts'

const size = { width: 300, height: 300, margin: 18 }
/** More numbers than this lie over each other: beyond, only the active row's place has its number. */
const mostNumbers = 25

export const mapId = 'search-map'

/** Where the premises of the results lie to each other. A click on a place goes to its row. */
export function ResultsMap({
  search,
  rows,
  places,
}: {
  search: Search
  rows: readonly Row[]
  places: readonly ResultPlace[]
}) {
  const { t, page } = useDesk()
  const steps = useMemo(() => scaleSteps(page.locale), [page.locale])
  const selected = rows[search.active.value]?.premise?.premiseId
  return (
    <section id={mapId} class="results-map" aria-label={t('search.map')}>
      <PlacePlot
        label={t('search.map.text', { count: places.length })}
        size={size}
        steps={steps}
        places={places.map(({ premiseId, latitude, longitude }, at) => ({
          id: String(premiseId),
          latitude,
          longitude,
          selected: premiseId === selected,
          text: at < mostNumbers || premiseId === selected ? String(at + 1) : undefined,
        }))}
        onPick={(id) => {
          const row = places.find(({ premiseId }) => String(premiseId) === id)?.row
          if (row === undefined) return
          search.moveTo(row)
          document.getElementById(rowId(row))?.scrollIntoView({ block: 'nearest' })
        }}
      />
    </section>
  )
}
