import type { LiveRow } from '@porchlight/contract/live.ts'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { useLive } from '#app/live/use-live.ts'
import { nameTab, openTab } from '#app/open-accounts.ts'
import type { Account } from '#app/response-types.ts'
import { route } from '#app/router.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { firstView } from '#app/view.ts'
import { CallerCard } from '../caller-verification/caller-card.tsx'
import { ContactHistory } from '../customer-contacts/contact-history.tsx'
import { viewToNote } from '../masquerade/view-notes.ts'
import { ToDosCard } from '../to-dos/to-dos-card.tsx'
import { WebUsersZone } from '../web-users/web-users-zone.tsx'
import { AfterView } from './after-view.tsx'
import { MoneyCard } from './money-card.tsx'
import { OpenTasksCard } from './open-tasks-card.tsx'
import { PersonsCard } from './persons-card.tsx'
import { PremisesCard } from './premises-card.tsx'

/** Scrolls to the element of `#<id>` in the address once it is rendered. Only once for each address: a reload moves nothing. */
export function useArrivalAt(id: string, isReady: boolean): void {
  const arrivedAt = useRef<unknown>(undefined)
  const here = route.value
  useLayoutEffect(() => {
    if (!isReady || location.hash !== `#${id}` || arrivedAt.current === here) return
    arrivedAt.current = here
    document.getElementById(id)?.scrollIntoView({ block: 'start' })
  }, [id, isReady, here])
}

type Props = {
  accountId: number
  /** The masquerade that the CSR returns from. The screen drafts a contact note about it. */
  after?: string | undefined
}

/** The account page: the first minute of a call, on one screen. */
function AccountScreen({ accountId, after }: Props) {
  const { t, format } = useDesk()
  const params = { accountId }
  const loaded = useAnswer(`account ${accountId}`, 'account:view', (client) => client.readAccount({ params }))
  const webUsers = useAnswer(`web users ${accountId}`, 'web-user:view', (client) =>
    client.readWebUserSummary({ params }),
  )
  const account = loaded.answer.state === 'ready' ? loaded.answer.value : undefined
  const name = account && nameOf(account)
  const isProtected = account?.isProtected ?? false
  const number = format.account(accountId)
  const noted = after ?? viewToNote(accountId)
  const reload = () => {
    loaded.reload()
    webUsers.reload()
  }

  const isAbout = ([, account]: LiveRow) => account === accountId
  useLive(
    { kinds: ['self-service-task', 'customer-contact', 'to-do'], isAbout, otherwise: 'when-seen-again' },
    loaded.refresh,
  )
  // The counts of tasks, beside the web users.
  useLive({ kinds: ['self-service-task'], isAbout, otherwise: 'when-seen-again' }, webUsers.refresh)
  useArrivalAt('web-users', account !== undefined && webUsers.answer.state !== 'loading')
  useEffect(() => {
    if (!name) return
    openTab(accountId)
    // A protected customer's name is shown only on the screen: the tab shows the account number.
    if (!isProtected) nameTab(accountId, name)
  }, [accountId, name, isProtected])

  return (
    <Screen
      heading={name || t('account.title', { number })}
      documentTitle={t('account.title', { number })}
      lead={account && <AccountLine account={account} />}
    >
      <AnswerView loaded={{ ...loaded, reload }} lines={8}>
        {(value) => (
          <>
            <div class="account-cards">
              <PersonsCard account={value} onChanged={reload} />
              <PremisesCard account={value} />
              <MoneyCard account={value} onChanged={loaded.refresh} />
              <OpenTasksCard account={value} />
              <CallerCard
                account={value}
                webUsers={webUsers.answer.state === 'ready' ? webUsers.answer.value.webUsers : undefined}
                onChanged={loaded.refresh}
              />
              <ToDosCard toDos={value.toDos} onChanged={loaded.refresh} />
            </div>
            <WebUsersZone accountId={accountId} loaded={webUsers} onChanged={reload}>
              {noted && <AfterView key={noted} masqueradeId={noted} account={value} onSaved={reload} />}
            </WebUsersZone>
            <ContactHistory account={value} onSaved={reload} />
          </>
        )}
      </AnswerView>
    </Screen>
  )
}

export const accountView = firstView('account', AccountScreen)

/** The main customer's name. */
const nameOf = ({ persons }: Account) => (persons.find((p) => p.isMainCustomer) ?? persons[0])?.name ?? ''

function AccountLine({ account }: { account: Account }) {
  const { t, word, format } = useDesk()
  const { accountId, customerClass, division, status, openedOn, closedOn, pastDueCents, currency } = account
  return (
    <span class="account-line">
      <span>{t('account.title', { number: format.account(accountId) })}</span>
      <span>{word('customer-class', customerClass)}</span>
      <span>{word('division', division)}</span>
      <StatusBadge tone={status === 'active' ? 'success' : 'neutral'}>
        {word('account-status', status)}
      </StatusBadge>
      <span>
        {closedOn
          ? t('account.closed-on', { date: format.date(closedOn) })
          : t('account.opened-on', { date: format.date(openedOn) })}
      </span>
      {account.isProtected && <StatusBadge tone="warning">{t('protected.badge')}</StatusBadge>}
      {pastDueCents > 0 && (
        <StatusBadge tone="danger">
          {t('account.past-due-amount', { amount: format.money(pastDueCents, currency) })}
        </StatusBadge>
      )}
    </span>
  )
}
