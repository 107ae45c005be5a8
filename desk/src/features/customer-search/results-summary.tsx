import { Button } from '@porchlight/ui/button.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'
import { isMapOpen, switchMap } from './map-choice.ts'
import { mapId } from './results-map.tsx'
import type { Found, Search } from './search-state.ts'
import { UnderstoodAs } from './understood-as.tsx'

type Props = { search: Search; result: Found; hasMap: boolean }

/** Shows the number of results, how the search understood the query, and advice if there are too many. */
export function ResultsSummary({ search, result, hasMap }: Props) {
  const { t } = useDesk()
  const state = search.state.value
  const count = result.rows.length
  // While more rows can still be loaded by scrolling, the CSR need not refine the search.
  const isWhole = state.state === 'found' && state.more === 'none'
  return (
    <div class="results-summary">
      {result.isCut && isWhole ? (
        <span>
          <StatusBadge tone="warning">{t('search.cut.title', { count })}</StatusBadge> {t('search.cut.text')}
        </span>
      ) : (
        <span>{t(result.isCut ? 'search.count.first' : 'search.count', { count })}</span>
      )}
      <UnderstoodAs search={search} families={result.understoodAs} />
      {hasMap && (
        <Button
          variant="quiet"
          aria-expanded={isMapOpen.value}
          {...(isMapOpen.value && { 'aria-controls': mapId })}
          onClick={() => switchMap(!isMapOpen.value)}
        >
          {t(isMapOpen.value ? 'search.map.hide' : 'search.map.show')}
        </Button>
      )}
    </div>
  )
}
