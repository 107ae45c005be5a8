import { Skeleton } from '@porchlight/ui/skeleton.tsx'
import { useMemo } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { isMapOpen } from './map-choice.ts'
import { NobodyFound } from './nobody-found.tsx'
import { numbersOf, placesOf } from './result-places.ts'
import { ResultsMap } from './results-map.tsx'
import { ResultsSummary } from './results-summary.tsx'
import { ResultsTable } from './results-table.tsx'
import { SearchRefused } from './search-refused.tsx'
import type { Found, Search, Terms } from './search-state.ts'
import { useCountSaid } from './use-count-said.ts'
import { useKeptPlace } from './use-kept-place.ts'
import { useNetwork } from './use-network.ts'

type Props = {
  search: Search
  /** Called to start a wider search after one without results. */
  onRelax: (terms: Terms) => void
}

/** Renders a search in each of its states. */
export function Results({ search, onRelax }: Props) {
  const { t } = useDesk()
  const state = search.state.value
  useKeptPlace(search)
  useCountSaid(search)
  const isOnline = useNetwork(search)
  if (state.state === 'idle') return null
  if (state.state === 'refused')
    return <SearchRefused search={search} refusal={state.refusal} isOnline={isOnline} />
  const result = state.state === 'found' ? state.found : state.last
  if (!result) return <Skeleton label={t('search.searching')} lines={6} />
  return (
    <div
      class={state.state === 'searching' ? 'results results-old' : 'results'}
      aria-busy={state.state === 'searching'}
    >
      {result.rows.length > 0 ? (
        <FoundRows search={search} found={result} />
      ) : (
        <>
          <ResultsSummary search={search} result={result} hasMap={false} />
          <NobodyFound search={search} onRelax={onRelax} />
        </>
      )}
    </div>
  )
}

function FoundRows({ search, found: { rows, ...result } }: { search: Search; found: Found }) {
  const places = useMemo(() => placesOf(rows), [rows])
  const hasMap = places.length > 1
  const isShown = hasMap && isMapOpen.value
  const numbers = useMemo(() => numbersOf(isShown ? places : []), [isShown, places])
  return (
    <>
      <ResultsSummary search={search} result={{ rows, ...result }} hasMap={hasMap} />
      <div class={isShown ? 'results-parts results-with-map' : 'results-parts'}>
        <ResultsTable search={search} rows={rows} places={numbers} />
        {isShown && <ResultsMap search={search} rows={rows} places={places} />}
      </div>
    </>
  )
}
