import { signal } from '@preact/signals'

/** The tab strip of open customers. Storage encrypts it with the CSR's own key: names are personal data, and computers are shared. */
export const openAccounts = signal<readonly number[]>([])

/** Names by account id. A protected customer has no name here: the tab shows the account number. */
export const accountNames = signal<ReadonlyMap<number, string>>(new Map())

const storageKey = 'open-accounts'
/** Opening one more tab closes the oldest. */
export const mostTabs = 12

export const withTab = (tabs: readonly number[], accountId: number): readonly number[] =>
  tabs.includes(accountId) ? tabs : [...tabs, accountId].slice(-mostTabs)

/** Removes a tab. Also returns the account to show if the removed tab was shown: the next to the right, or else to the left. */
export function withoutTab(tabs: readonly number[], accountId: number) {
  const at = tabs.indexOf(accountId)
  const rest = tabs.filter((id) => id !== accountId)
  return { tabs: rest, next: rest[Math.min(at, rest.length - 1)] }
}

/** Returns the account `steps` tabs to the right. Continues at the other end of the strip. */
export function neighbor(tabs: readonly number[], accountId: number | undefined, steps: number) {
  if (tabs.length === 0) return undefined
  const at = accountId === undefined ? -1 : tabs.indexOf(accountId)
  if (at < 0) return steps > 0 ? tabs[0] : tabs.at(-1)
  return tabs[(at + steps + tabs.length) % tabs.length]
}

/** Parses the stored tabs. Returns no tabs if the text is not valid. */
export function parseTabs(stored: string | null): readonly number[] {
  const ids = (stored ?? '').split(',').filter((id) => /^[1-9]\d{9}$/.test(id))
  return [...new Set(ids.map(Number))].slice(-mostTabs)
}

type Kept = { ids: string; names: [number, string][] }
type Sealer = {
  seal(text: string, name: string): string
  open(sealed: string, name: string): string | undefined
}

let store: () => void = () => {}

/** Restores the tabs after a reload, and stores them from now on. Another CSR's tabs do not open. */
export function restoreTabs(storage: Pick<Storage, 'getItem' | 'setItem'>, { seal, open }: Sealer): void {
  const text = open(storage.getItem(storageKey) ?? '', storageKey)
  const { ids, names } = text === undefined ? { ids: '', names: [] } : (JSON.parse(text) as Kept)
  openAccounts.value = parseTabs(ids)
  accountNames.value = new Map(names)
  store = () => {
    const tabs = openAccounts.peek()
    const kept: Kept = {
      ids: tabs.join(','),
      names: [...accountNames.peek()].filter(([accountId]) => tabs.includes(accountId)),
    }
    storage.setItem(storageKey, seal(JSON.stringify(kept), storageKey))
  }
}

function keep(tabs: readonly number[]) {
  openAccounts.value = tabs
  store()
}

export function openTab(accountId: number): void {
  keep(withTab(openAccounts.peek(), accountId))
}

/** Closes a tab and returns the account of the tab next to it. */
export function closeTab(accountId: number): number | undefined {
  const { tabs, next } = withoutTab(openAccounts.peek(), accountId)
  keep(tabs)
  return next
}

export function nameTab(accountId: number, name: string): void {
  if (accountNames.peek().get(accountId) === name) return
  accountNames.value = new Map(accountNames.peek()).set(accountId, name)
  store()
}
