import { Button } from '@porchlight/ui/button.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'
import { isMapOpen, switchMap } from './map-choice.ts'
import { mapId } from './results-map.tsx'
import type { Found, Search } from './search-state.ts'
import { UnderstoodAs } from './understood-as.tsx'

type Props = { search: Search; found: Found; hasMap: boolean }

/** Shows the number of results, how the search understood the query, and advice if there are too many. */
export function ResultsSummary({ search, found, hasMap }: Props) {
  const { t } = useDesk()
  const state = search.state.value
  const count = found.rows.length
  // While more rows can still be loaded by scrolling, the CSR need not refine the search.
  const isWhole = state.state === 'found' && state.more === 'none'
  return (
    <div class="results-summary">
      {found.isCut && isWhole ? (
        <span>
          <StatusBadge tone="warning">{t('search.cut.title', { count })}</StatusBadge> {t('search.cut.text')}
        </span>
      ) : (
        <span>{t(found.isCut ? 'search.count.first' : 'search.count', { count })}</span>
      )}
      <UnderstoodAs search={search} families={found.understoodAs} />
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
