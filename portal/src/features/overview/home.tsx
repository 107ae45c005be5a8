import type { Client } from '@porchlight/contract/client.ts'
import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { page } from '../../app/page.ts'
import { Accounts } from './accounts.tsx'

type Data = Awaited<ReturnType<Client['listBalances']>>

/** `/`: the accounts of this web user. With one account it leads to its overview; with none it says how to link one. */
export const homePage = page<Data>({
  path: '/',
  title: 'home.title',
  leadsTo: ({ accounts: [first, second] }) =>
    first && !second ? `/accounts/${first.accountId}/overview` : undefined,
  load: (client) => client.listBalances(),
  View: (props) => {
    const { t, surroundings } = props
    return (
      <Page heading={t('home.greeting', { name: surroundings?.displayName })} width="wide">
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
        <Accounts {...props} />
      </Page>
    )
  },
})
