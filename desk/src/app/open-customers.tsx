import { TabStrip } from '@porchlight/ui/tab-strip.tsx'
import { useDesk } from './desk-context.ts'
import { useKeys } from './keyboard.ts'
import { accountNames, closeTab, neighbor, openAccounts } from './open-accounts.ts'
import { navigate, route } from './router.ts'
import { href } from './routes.ts'

/** Renders the tab strip of open customers. Each tab links to the customer's address. */
export function OpenCustomers() {
  const { t, format } = useDesk()
  const shown = route.value.name === 'account' ? route.value.accountId : undefined
  // Switching customers replaces the history entry, so that Back still leads to the search results.
  const go = (accountId: number | undefined) =>
    accountId && navigate({ name: 'account', accountId }, { replace: shown !== undefined })
  const close = (accountId: number) => {
    const next = closeTab(accountId)
    if (accountId === shown) next ? go(next) : navigate({ name: 'home' })
  }
  useKeys({
    '[': () => go(neighbor(openAccounts.peek(), shown, -1)),
    ']': () => go(neighbor(openAccounts.peek(), shown, 1)),
    // While no customer is shown, the screen can use the key.
    ...(shown !== undefined && { x: () => close(shown) }),
  })
  if (openAccounts.value.length === 0) return null
  return (
    <TabStrip
      label={t('tabs.label')}
      onSelect={(id, event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        go(Number(id))
      }}
      onClose={(id) => close(Number(id))}
      items={openAccounts.value.map((accountId) => {
        const number = format.account(accountId)
        const name = accountNames.value.get(accountId)
        return {
          id: String(accountId),
          href: href({ name: 'account', accountId }),
          label: name ?? number,
          ...(name && { detail: number }),
          current: accountId === shown,
          closeLabel: t('tabs.close', { name: name ?? number }),
        }
      })}
    />
  )
}
