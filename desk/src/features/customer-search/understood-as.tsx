import { useDesk } from '#app/desk-context.ts'
import { navigate } from '#app/router.ts'
import { fieldFor } from './family-fields.ts'
import { filtersOf } from './search-filters.ts'
import type { Search } from './search-state.ts'
import { useSearches } from './searches.ts'

/** Lists the families that the search understood the query as. A click searches in one family only, by its field. */
export function UnderstoodAs({ search, families }: { search: Search; families: readonly string[] }) {
  const { t, word } = useDesk()
  const { fields } = useSearches()
  const terms = search.terms.value
  if (families.length === 0) return null
  const force = (family: string) => {
    const forced = fieldFor(family, terms.box ?? '')
    if (!forced) return
    void fields.submit({ ...filtersOf(terms), [forced.field]: forced.value })
    navigate({ name: 'search' })
    requestAnimationFrame(() => document.getElementById(`search-${forced.field}`)?.focus())
  }
  return (
    <span class="understood">
      <span id="understood">{t('search.understood')}</span>
      <ul aria-labelledby="understood">
        {families.map((family) => {
          const name = word('search.family', family)
          return (
            <li key={family}>
              <button
                type="button"
                class="chip"
                aria-label={t('search.only-as', { family: name })}
                onClick={() => force(family)}
              >
                {name}
              </button>
            </li>
          )
        })}
      </ul>
    </span>
  )
}
