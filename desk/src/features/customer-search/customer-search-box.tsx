import { mostSearchText } from '@porchlight/contract/limits.ts'
import { SearchBox } from '@porchlight/ui/search-box.tsx'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { useKeys } from '#app/keyboard.ts'
import { goBack, navigate, route } from '#app/router.ts'
import { rowAfter } from './box-keys.ts'
import { copyAccount } from './copy-account.ts'
import { openBehind, openRow, openUnique } from './open-row.ts'
import { useReach } from './reach.ts'
import { resultsId, rowId } from './search-state.ts'
import { useSearches } from './searches.ts'

/** Returns whether text is selected. Without a selection, the copy key copies the account number of the active row. */
const hasSelection = ({ selectionStart, selectionEnd }: HTMLInputElement) => selectionStart !== selectionEnd

/** The search box. It has the focus when the desk opens, and `/` focuses it from any screen. */
export function CustomerSearchBox() {
  const { t } = useDesk()
  const { box: search } = useSearches()
  const input = useRef<HTMLInputElement>(null)
  const isHome = route.value.name === 'home'
  const { count, active, moveTo, accountOf, open } = useReach()

  useLayoutEffect(() => {
    if (isHome) input.current?.focus()
  }, [isHome])
  useKeys({ '/': () => input.current?.select() })

  const toResults = () => isHome || navigate({ name: 'home' })
  const submit = async () => {
    if (isHome && active >= 0) return open(active)
    toResults()
    const result = await search.submit({ ...search.terms.peek(), box: input.current?.value ?? '' })
    if (!result) return
    // An arrow key that was pressed before the response chose its first row.
    const chosen = result.rows[search.active.peek()]
    if (chosen) openRow(chosen, t)
    else openUnique(result, search, t)
  }
  /** Performs a key's action on the active row. */
  const act = (event: KeyboardEvent, accountId: number | undefined) => {
    if (accountId === undefined || !(event.ctrlKey || event.metaKey)) return false
    if (event.key === 'Enter') openBehind(accountId, t)
    else if (event.key === 'c' && input.current && !hasSelection(input.current))
      void copyAccount(accountId, t)
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (event.key === 'Escape' && !isHome) return goBack()
    if (isHome && act(event, accountOf(active))) return event.preventDefault()
    // A CSR who presses a key before the response means its first row.
    const isEarly = search.state.peek().state === 'searching' && event.key === 'ArrowDown'
    const next = isEarly ? 0 : rowAfter(event.key, active, count - 1)
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    toResults()
    moveTo(next)
    document.getElementById(rowId(next))?.scrollIntoView({ block: 'nearest' })
  }

  const hasRows = isHome && count > 0
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
      aria-autocomplete="list"
      {...(hasRows && { 'aria-controls': resultsId })}
      {...(hasRows && active >= 0 && { 'aria-activedescendant': rowId(active) })}
      maxLength={mostSearchText}
      spellcheck={false}
      value={search.terms.value.box ?? ''}
      inputRef={input}
      onInput={(event) => {
        toResults()
        search.type({ ...search.terms.peek(), box: event.currentTarget.value })
      }}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    />
  )
}
