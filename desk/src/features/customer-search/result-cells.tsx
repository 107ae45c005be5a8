import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'
import { href } from '#app/routes.ts'
import { Marked } from './marked.tsx'
import type { Row } from './search-state.ts'

const partsOf = (row: Row) => row.matches.map(({ text }) => text)

/** What the row says of a thing that it shows only if that was looked for: a telephone, an identifier, a parcel. */
function Found({ matches, shown }: { matches: Row['matches']; shown: readonly (string | undefined)[] }) {
  const { word } = useDesk()
  const within = shown.join('\n').toLowerCase()
  return (
    <>
      {matches
        .filter(({ text }) => !within.includes(text.toLowerCase()))
        .map(({ field, text }) => (
          <div key={field + text} class="quiet">
            {word('match', field)}: <mark>{text}</mark>
          </div>
        ))}
    </>
  )
}

export function PersonCell({ row }: { row: Row }) {
  const { t, word, format } = useDesk()
  const { person, account, gap } = row
  const parts = partsOf(row)
  const number = account && format.account(account.accountId)
  return (
    <th scope="row" class="wrap">
      {person && (
        <div class="result-name">
          {account ? (
            <a href={href({ name: 'account', accountId: account.accountId })}>
              <Marked text={person.name} parts={parts} />
            </a>
          ) : (
            <Marked text={person.name} parts={parts} />
          )}
          {account && !account.isMainCustomer && <span class="quiet"> {t('search.not-main-customer')}</span>}
        </div>
      )}
      {account && number && (
        <div class="result-line">
          {person ? number : <a href={href({ name: 'account', accountId: account.accountId })}>{number}</a>}
          <span class="quiet">
            {word('customer-class', account.customerClass)} · {word('division', account.division)}
          </span>
          {account.status !== 'active' && <StatusBadge>{word('account-status', account.status)}</StatusBadge>}
        </div>
      )}
      {(gap === 'person-without-account' || gap === 'premise-without-account') && (
        <div class="quiet">{t(`search.gap.${gap}`)}</div>
      )}
      <Found
        matches={row.matches.filter(({ field }) => field !== 'web-user')}
        shown={[person?.name, String(account?.accountId), row.premise?.address]}
      />
    </th>
  )
}

export function PremiseCell({ row }: { row: Row }) {
  const { t } = useDesk()
  const { premise, gap, otherPremises } = row
  return (
    <td class="wrap">
      {premise && (
        <>
          <Marked text={premise.address} parts={partsOf(row)} />
          {!premise.isCurrent && <span class="quiet"> {t('search.former-premise')}</span>}
        </>
      )}
      {(gap === 'account-without-agreement' || gap === 'agreement-without-premise') && (
        <span class="quiet">{t(`search.gap.${gap}`)}</span>
      )}
      {otherPremises > 0 && <div class="quiet">{t('search.other-premises', { count: otherPremises })}</div>}
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
          <Marked text={webUser.userName} parts={partsOf(row)} />
          {!webUser.isActive && <span class="quiet"> {t('web-user.inactive')}</span>}
        </>
      )}
      <Found matches={row.matches.filter(({ field }) => field === 'web-user')} shown={[webUser?.userName]} />
    </td>
  )
}
