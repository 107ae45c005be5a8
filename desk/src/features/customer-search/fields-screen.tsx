import { Button } from '@porchlight/ui/button.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Screen } from '#app/screen.tsx'
import { openUnique } from './open-row.ts'
import { Results } from './results.tsx'
import { SearchFields } from './search-fields.tsx'
import type { Terms } from './search-state.ts'
import { useSearches } from './searches.ts'

const switches = ['showAllPremises', 'hasWebUser'] as const

/** The fields that were filled in; a browser sends nothing for a box that is not ticked. */
export function termsOf(form: FormData): Terms {
  const texts = [...form].filter(([name, value]) => value !== '' && !switches.some((s) => s === name))
  const ticked = switches.filter((name) => form.has(name)).map((name) => [name, true])
  return Object.fromEntries([...texts, ...ticked]) as Terms
}

/** The search for those who prefer fields: every family, alone or combined. */
export function FieldsScreen() {
  const { t } = useDesk()
  const { fields: search } = useSearches()
  const submit = async (form: HTMLFormElement) => {
    const found = await search.submit(termsOf(new FormData(form)))
    if (found) openUnique(found, search, t)
  }
  return (
    <Screen heading={t('search.by-fields')} lead={t('search.by-fields.lead')}>
      <search>
        <form
          class="search-fields"
          onSubmit={(event) => {
            event.preventDefault()
            void submit(event.currentTarget)
          }}
          onReset={() => void search.submit({})}
        >
          <SearchFields terms={search.terms.value} />
          <div class="form-actions">
            <Button variant="primary" icon="search">
              {t('search.do')}
            </Button>
            <Button type="reset">{t('search.clear')}</Button>
          </div>
        </form>
      </search>
      <Results search={search} />
    </Screen>
  )
}
