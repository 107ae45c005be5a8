import { useDesk } from '#app/desk-context.ts'
import { navigate } from '#app/router.ts'
import { openRow } from './open-row.ts'
import { useSearches } from './searches.ts'

/** The list that the arrow keys of the search box move through. */
export type Reach = {
  count: number
  active: number
  moveTo: (row: number) => void
  accountOf: (row: number) => number | undefined
  open: (row: number) => void
}

/** Returns the search results, or the recent customers while the search box is empty. */
export function useReach(): Reach {
  const { t } = useDesk()
  const { box, recent } = useSearches()
  const state = box.state.value
  if (state.state === 'idle') {
    const customers = recent.customers.value
    const accountOf = (row: number) => customers[row]?.accountId
    return {
      count: customers.length,
      active: recent.active.value,
      moveTo: recent.moveTo,
      accountOf,
      open(row) {
        const accountId = accountOf(row)
        if (accountId) navigate({ name: 'account', accountId })
      },
    }
  }
  const rows = state.state === 'found' ? state.found.rows : []
  return {
    count: rows.length,
    active: box.active.value,
    moveTo: box.moveTo,
    accountOf: (row) => rows[row]?.account?.accountId,
    open(row) {
      const chosen = rows[row]
      if (chosen) openRow(chosen, t)
    },
  }
}
