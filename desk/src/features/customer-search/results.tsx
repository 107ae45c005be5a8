import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Skeleton } from '@porchlight/ui/skeleton.tsx'
import { useEffect } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { announce } from '#app/news.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { ResultsTable } from './results-table.tsx'
import type { Found, Search } from './search-state.ts'
import { useKeptPlace } from './use-kept-place.ts'

/** What a search found, in each of its states. */
export function Results({ search }: { search: Search }) {
  const { t } = useDesk()
  const state = search.state.value
  useKeptPlace(search)
  useEffect(() => {
    if (state.state === 'found') announce(t('search.count', { count: state.found.rows.length }))
  }, [state, t])

  if (state.state === 'idle') return null
  if (state.state === 'refused')
    return (
      <RefusalNotice
        refusal={state.refusal}
        action="customer:search"
        onRetry={() => void search.submit(search.terms.peek())}
      />
    )
  const found = state.state === 'found' ? state.found : state.last
  if (!found) return <Skeleton label={t('search.searching')} lines={6} />
  return (
    <div class={state.state === 'searching' ? 'results results-old' : 'results'}>
      <Summary found={found} />
      {found.rows.length > 0 ? (
        <ResultsTable search={search} rows={found.rows} />
      ) : (
        <EmptyState icon="search" title={t('search.none.title')}>
          {t('search.none.text')}
        </EmptyState>
      )}
    </div>
  )
}

function Summary({ found }: { found: Found }) {
  const { t, word, format } = useDesk()
  const families = found.understoodAs.map((family) => word('search.family', family))
  return (
    <>
      {found.isCut && (
        <Notice tone="warning" title={t('search.cut.title', { count: found.rows.length })}>
          {t('search.cut.text')}
        </Notice>
      )}
      <p class="quiet">
        {t('search.count', { count: found.rows.length })}
        {families.length > 0 && ` · ${t('search.understood', { families: format.list(families) })}`}
      </p>
    </>
  )
}
