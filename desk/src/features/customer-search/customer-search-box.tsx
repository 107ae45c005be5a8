import { SearchBox } from '@porchlight/ui/search-box.tsx'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { useKeys } from '#app/keyboard.ts'
import { goBack, navigate, route } from '#app/router.ts'
import { openRow, openUnique } from './open-row.ts'
import { resultsId, rowId } from './result-ids.ts'
import { useSearches } from './searches.ts'

/** The one search box: it has the focus when the desk opens, and `/` brings it back from anywhere. */
export function CustomerSearchBox() {
  const { t } = useDesk()
  const { box: search } = useSearches()
  const input = useRef<HTMLInputElement>(null)
  const isHome = route.value.name === 'home'
  const state = search.state.value
  const active = search.active.value
  const rows = state.state === 'found' ? state.found.rows : []

  useLayoutEffect(() => {
    if (isHome) input.current?.focus()
  }, [isHome])
  useKeys({ '/': () => input.current?.select() })

  const toResults = () => isHome || navigate({ name: 'home' })
  const submit = async () => {
    const row = rows[active]
    if (isHome && row) return openRow(row, t)
    toResults()
    const found = await search.submit({ box: input.current?.value ?? '' })
    if (found) openUnique(found, search, t)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (event.key === 'Escape' && !isHome) return goBack()
    const last = rows.length - 1
    const next = {
      ArrowDown: Math.min(active + 1, last),
      ArrowUp: Math.max(active - 1, -1),
      PageDown: Math.min(active + 10, last),
      PageUp: Math.max(active - 10, Math.min(last, 0)),
    }[event.key]
    if (next === undefined) return
    event.preventDefault()
    toResults()
    search.moveTo(next)
    document.getElementById(rowId(next))?.scrollIntoView({ block: 'nearest' })
  }

  const hasRows = isHome && rows.length > 0
  return (
    <SearchBox
      id="customer-search"
      name="box"
      action="/"
      label={t('search.box')}
      submitLabel={t('search.do')}
      placeholder={t('search.placeholder')}
      keys="/"
      role="combobox"
      aria-expanded={hasRows}
      aria-haspopup="grid"
      aria-autocomplete="none"
      {...(hasRows && { 'aria-controls': resultsId })}
      {...(hasRows && active >= 0 && { 'aria-activedescendant': rowId(active) })}
      maxLength={200}
      spellcheck={false}
      value={search.terms.value.box ?? ''}
      inputRef={input}
      onInput={(event) => {
        toResults()
        search.type({ box: event.currentTarget.value })
      }}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    />
  )
}
