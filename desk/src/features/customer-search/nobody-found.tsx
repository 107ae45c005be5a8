import { Button } from '@porchlight/ui/button.tsx'
import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { useDesk } from '#app/desk-context.ts'
import { relaxationsOf } from './relaxations.ts'
import type { Search, Terms } from './search-state.ts'

/** Empty state of a search without results. Offers wider searches, each in one click. */
export function NobodyFound({ search, onRelax }: { search: Search; onRelax: (terms: Terms) => void }) {
  const { t } = useDesk()
  const wider = relaxationsOf(search.terms.value)
  return (
    <EmptyState icon="search" title={t('search.none.title')}>
      <p>{t(wider.length > 0 ? 'search.none.wider' : 'search.none.text')}</p>
      {wider.length > 0 && (
        <div class="relaxations">
          {wider.map(({ kind, text, terms }) => (
            <Button key={kind} onClick={() => onRelax(terms)}>
              {t(`search.relax.${kind}`, { text })}
            </Button>
          ))}
        </div>
      )}
      {/* Always shown, so that it does not reveal whether a protected customer matched. */}
      <p>{t('search.none.protected')}</p>
    </EmptyState>
  )
}
