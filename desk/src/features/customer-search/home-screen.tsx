import { useDesk } from '#app/desk-context.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { firstView } from '#app/view.ts'
import { OwnViewNotices } from '../masquerade/own-view-notices.tsx'
import { FilterBar } from './filter-bar.tsx'
import { RecentCustomers } from './recent-customers.tsx'
import { Results } from './results.tsx'
import { SearchHints } from './search-hints.tsx'
import type { Terms } from './search-state.ts'
import { useSearches } from './searches.ts'

/** The desk's first screen. Shows the results of the search box in the header, which has the focus. */
function HomeScreen() {
  const { t, refusedFor } = useDesk()
  const reason = refusedFor('customer:search')
  const { box } = useSearches()
  const relax = (terms: Terms) => {
    void box.submit(terms)
    document.getElementById('customer-search')?.focus()
  }
  return (
    <Screen keepFocus actions={<a href={href({ name: 'search' })}>{t('search.by-fields')}</a>}>
      {reason ? <RefusalNotice refusal={{ reason }} action="customer:search" /> : <FilterBar search={box} />}
      <OwnViewNotices />
      {box.state.value.state === 'idle' ? (
        <div class="home-idle">
          <RecentCustomers />
          <SearchHints />
        </div>
      ) : (
        <Results search={box} onRelax={relax} />
      )}
    </Screen>
  )
}

export const homeView = firstView('home', HomeScreen)
