import { accountNumber } from '@porchlight/contract/account-number.ts'
import type { Translate } from '#app/messages.ts'
import { announce, tell } from '#app/news.ts'
import { openTab } from '#app/open-accounts.ts'
import { navigate } from '#app/router.ts'
import type { Found, Row, Search } from './search-state.ts'

/** Opens the account of a row, or says that the row has none. */
export function openRow(row: Row, t: Translate): void {
  if (row.account) navigate({ name: 'account', accountId: row.account.accountId })
  else if (row.gap) announce(t(`search.gap.${row.gap}`))
}

/** Adds an account to the strip of open customers without leaving the results. It does not read the account yet. */
export function openBehind(accountId: number, t: Translate): void {
  openTab(accountId)
  tell(t('search.opened-behind', { number: accountNumber(accountId) }))
}

/** Opens a unique hit on Enter, and says so if other premises exist. Otherwise the first row becomes active. */
export function openUnique(result: Found, search: Search, t: Translate): void {
  if (result.uniqueAccountId !== null) {
    const others = result.rows.find((row) => row.account?.accountId === result.uniqueAccountId)?.otherPremises
    tell(t('search.unique', { others: others ?? 0 }))
    navigate({ name: 'account', accountId: result.uniqueAccountId })
  } else if (result.rows.length > 0) search.moveTo(0)
}
