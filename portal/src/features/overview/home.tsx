import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { page } from '../../app/page.ts'

/** `/`: the accounts of this web user. With one account it leads to its overview; with none it says how to link one. */
export const homePage = page({
  path: '/',
  title: 'home.title',
  leadsTo: ({ accounts: [first, second] }) =>
    first && !second ? `/accounts/${first.accountId}/overview` : undefined,
  View: ({ t, format, surroundings }) => (
    <Page heading={t('home.greeting', { name: surroundings?.displayName })}>
      {surroundings?.accounts.length === 0 && (
        <EmptyState
          title={t('home.empty.title')}
          action={
            <LinkButton href="/link-account">
              {t(surroundings.waitingLinks > 0 ? 'home.empty.see-waiting' : 'link-account.title')}
            </LinkButton>
          }
        >
          {t(surroundings.waitingLinks > 0 ? 'home.empty.waiting' : 'home.empty.text')}
        </EmptyState>
      )}
      <ul class="account-cards">
        {surroundings?.accounts.map((account) => (
          <li key={account.accountId}>
            <a class="card" href={`/accounts/${account.accountId}/overview`}>
              <strong>{account.nickname || account.address}</strong>
              {account.nickname && <span>{account.address}</span>}
              <small>{t('home.account-number', { number: format.account(account.accountId) })}</small>
              {account.isClosed && <StatusBadge>{t('home.closed')}</StatusBadge>}
            </a>
          </li>
        ))}
      </ul>
    </Page>
  ),
})
