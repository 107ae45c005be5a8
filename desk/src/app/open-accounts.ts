import { signal } from '@preact/signals'

/** The tab strip of open customers. Only account ids are stored: a name is personal data and lives in memory. */
export const openAccounts = signal<readonly number[]>([])

/** Names by account id, as far as this page has read them. After a reload a tab shows its number until it is opened. */
export const accountNames = signal<ReadonlyMap<number, string>>(new Map())

const storageKey = 'open-accounts'
/** The oldest tab gives way. */
export const mostTabs = 12

export const withTab = (tabs: readonly number[], accountId: number): readonly number[] =>
  tabs.includes(accountId) ? tabs : [...tabs, accountId].slice(-mostTabs)

/** Without a tab, and the account to show if that one was shown: its right neighbour, else its left. */
export function withoutTab(tabs: readonly number[], accountId: number) {
  const at = tabs.indexOf(accountId)
  const rest = tabs.filter((id) => id !== accountId)
  return { tabs: rest, next: rest[Math.min(at, rest.length - 1)] }
}

/** The account `steps` to the right of this one, round the ends. */
export function neighbour(tabs: readonly number[], accountId: number | undefined, steps: number) {
  if (tabs.length === 0) return undefined
  const at = accountId === undefined ? -1 : tabs.indexOf(accountId)
  if (at < 0) return steps > 0 ? tabs[0] : tabs.at(-1)
  return tabs[(at + steps + tabs.length) % tabs.length]
}

/** What a stored text says; anything else is no tabs. */
export function parseTabs(stored: string | null): readonly number[] {
  const found = (stored ?? '').split(',').filter((id) => /^[1-9]\d{9}$/.test(id))
  return [...new Set(found.map(Number))].slice(-mostTabs)
}

export function restoreTabs(storage: Storage): void {
  openAccounts.value = parseTabs(storage.getItem(storageKey))
}

function keep(tabs: readonly number[]) {
  openAccounts.value = tabs
  sessionStorage.setItem(storageKey, tabs.join(','))
}

export function openTab(accountId: number): void {
  keep(withTab(openAccounts.peek(), accountId))
}

/** Closes a tab and says which account is next to it. */
export function closeTab(accountId: number): number | undefined {
  const { tabs, next } = withoutTab(openAccounts.peek(), accountId)
  keep(tabs)
  return next
}

export function nameTab(accountId: number, name: string): void {
  if (accountNames.peek().get(accountId) !== name)
    accountNames.value = new Map(accountNames.peek()).set(accountId, name)
}
