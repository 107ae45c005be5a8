import { Icon } from '@porchlight/ui/icon.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'
import { href } from '#app/routes.ts'
import { copyAccount } from './copy-account.ts'
import { Marked } from './marked.tsx'
import { MatchHints, MatchLines } from './match-lines.tsx'
import { partsIn } from './matches.ts'
import type { Row } from './search-state.ts'

export function PersonCell({ row }: { row: Row }) {
  const { t } = useDesk()
  const { person, account, gap } = row
  // One element: its pieces must not become parts of the line.
  const name = person && (
    <span>
      <Marked text={person.name} parts={partsIn(row, 'person')} />
    </span>
  )
  return (
    <th scope="row">
      {person && (
        <div class="result-name">
          {account ? <a href={href({ name: 'account', accountId: account.accountId })}>{name}</a> : name}
          <MatchHints row={row} cell="person" shown={[person.name]} />
          {person.isProtected && <StatusBadge tone="warning">{t('search.protected')}</StatusBadge>}
          {account && !account.isMainCustomer && <span class="quiet">{t('search.not-main-customer')}</span>}
        </div>
      )}
      {account && <AccountLine account={account} row={row} />}
      {(gap === 'person-without-account' || gap === 'premise-without-account') && (
        <div class="quiet">{t(`search.gap.${gap}`)}</div>
      )}
      <MatchLines row={row} cell="person" shown={[person?.name, String(account?.accountId)]} />
    </th>
  )
}

function AccountLine({ account, row }: { account: NonNullable<Row['account']>; row: Row }) {
  const { t, word, format } = useDesk()
  const { accountId, customerClass, division, status } = account
  const number = format.account(accountId)
  const marked = row.matches.some(({ field }) => field === 'account') ? <mark>{number}</mark> : number
  return (
    <div class="result-line">
      <span>{row.person ? marked : <a href={href({ name: 'account', accountId })}>{marked}</a>}</span>
      <span class="quiet">
        {word('customer-class', customerClass)} · {word('division', division)}
      </span>
      <StatusBadge tone={status === 'active' ? 'success' : 'neutral'}>
        {word('account-status', status)}
      </StatusBadge>
      <button
        type="button"
        class="copy"
        // Not in the tab order of three hundred rows: the key c does the same.
        tabIndex={-1}
        aria-label={t('search.copy', { number })}
        onClick={() => void copyAccount(accountId, t)}
      >
        <Icon name="copy" />
      </button>
    </div>
  )
}

/** @param place the number of the premise on the map, where one is shown */
export function PremiseCell({ row, place }: { row: Row; place: number | undefined }) {
  const { t } = useDesk()
  const { premise, gap, otherPremises } = row
  return (
    <td class="wrap">
      {premise && (
        <div class="result-premise">
          {place !== undefined && (
            <span class="place-number" aria-hidden="true">
              {place}
            </span>
          )}
          <span>
            <Marked text={premise.address} parts={partsIn(row, 'premise')} />
            <MatchHints row={row} cell="premise" shown={[premise.address]} />
            {!premise.isCurrent && <span class="quiet"> {t('search.former-premise')}</span>}
          </span>
        </div>
      )}
      {(gap === 'account-without-agreement' || gap === 'agreement-without-premise') && (
        <span class="quiet">{t(`search.gap.${gap}`)}</span>
      )}
      {otherPremises > 0 && <div class="quiet">{t('search.other-premises', { count: otherPremises })}</div>}
      <MatchLines row={row} cell="premise" shown={[premise?.address]} />
    </td>
  )
}

export function WebUserCell({ row }: { row: Row }) {
  const { t } = useDesk()
  const { webUser } = row
  return (
    <td>
      {webUser && (
        <>
          <Marked text={webUser.userName} parts={partsIn(row, 'web-user')} />
          <MatchHints row={row} cell="web-user" shown={[webUser.userName]} />
          {!webUser.isActive && <span class="quiet"> {t('web-user.inactive')}</span>}
        </>
      )}
      <MatchLines row={row} cell="web-user" shown={[webUser?.userName]} />
    </td>
  )
}
