import { Button } from '@porchlight/ui/button.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { Screen } from '#app/screen.tsx'
import { laterView } from '#app/view.ts'
import { openUnique } from './open-row.ts'
import { Results } from './results.tsx'
import { SearchFields } from './search-fields.tsx'
import type { Terms } from './search-state.ts'
import { rowId } from './search-state.ts'
import { useSearches } from './searches.ts'

const switches = ['showAllPremises', 'hasWebUser'] as const

/** Returns the filled-in fields. A form has no value for a check box that is not checked. */
export function termsOf(form: FormData): Terms {
  const texts = [...form].filter(([name, value]) => value !== '' && !switches.some((s) => s === name))
  const ticked = switches.filter((name) => form.has(name)).map((name) => [name, true])
  return Object.fromEntries([...texts, ...ticked]) as Terms
}

/** Screen that searches by fields, one for each family, alone or combined. */
function FieldsScreen() {
  const { t } = useDesk()
  const { fields: search } = useSearches()
  // The form keeps the fields' values, so a search that starts elsewhere must render the form again.
  const [turn, setTurn] = useState(0)
  const submit = async (terms: Terms) => {
    const result = await search.submit(terms)
    if (!result) return
    openUnique(result, search, t)
    // With the focus in a row, the arrow keys move from row to row.
    if (result.uniqueAccountId === null) document.getElementById(rowId(0))?.querySelector('a')?.focus()
  }
  return (
    <Screen lead={t('search.by-fields.lead')}>
      <search>
        <form
          class="search-fields"
          onSubmit={(event) => {
            event.preventDefault()
            void submit(termsOf(new FormData(event.currentTarget)))
          }}
        >
          <SearchFields key={turn} terms={search.terms.value} />
          <div class="form-actions">
            <Button variant="primary" icon="search">
              {t('search.do')}
            </Button>
            <Button
              onClick={() => {
                void search.submit({})
                setTurn(turn + 1)
              }}
            >
              {t('search.clear')}
            </Button>
          </div>
        </form>
      </search>
      <Results
        search={search}
        onRelax={(terms) => {
          void submit(terms)
          setTurn(turn + 1)
        }}
      />
    </Screen>
  )
}

export const fieldsView = laterView('search', FieldsScreen)
