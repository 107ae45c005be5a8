import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useEffect } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { navigate } from '#app/router.ts'
import { href } from '#app/routes.ts'
import type { RecentCustomer } from './recent-state.ts'
import { resultsId, rowId } from './search-state.ts'
import { useSearches } from './searches.ts'

/** Lists the customers whom this CSR opened last. The keys of the empty search box move through them, as through results. */
export function RecentCustomers() {
  const { t, refusedFor } = useDesk()
  const { recent } = useSearches()
  const reason = refusedFor('customer:search')
  useEffect(() => {
    if (!reason) void recent.load()
  }, [recent, reason])
  const customers = recent.customers.value
  if (customers.length === 0) return null
  return (
    <section class="recent" aria-labelledby="recent">
      <h2 id="recent">{t('search.recent')}</h2>
      <div class="table-frame table-dense results-frame">
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that keys move through.
          role="grid"
          id={resultsId}
          aria-labelledby="recent"
        >
          <thead>
            <tr>
              <th scope="col">{t('search.person-account')}</th>
              <th scope="col">{t('search.premise')}</th>
              <th scope="col">{t('search.recent.opened')}</th>
            </tr>
          </thead>
          <tbody>
            {customers.map((customer, index) => (
              <RecentRow key={customer.accountId} customer={customer} index={index} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function RecentRow({ customer, index }: { customer: RecentCustomer; index: number }) {
  const { t, word, format } = useDesk()
  const { recent } = useSearches()
  const { accountId, name, address, isProtected, openedAt, customerClass, division, status } = customer
  const number = format.account(accountId)
  return (
    <tr
      id={rowId(index)}
      aria-selected={recent.active.value === index}
      class="result"
      onClick={(event) => {
        if (event.target instanceof Element && !event.target.closest('a'))
          navigate({ name: 'account', accountId })
      }}
    >
      <th scope="row">
        <div class="result-name">
          <a href={href({ name: 'account', accountId })}>{name ?? number}</a>
          {isProtected && <StatusBadge tone="warning">{t('search.protected')}</StatusBadge>}
        </div>
        <div class="result-line">
          {name !== null && number}
          <span class="quiet">
            {word('customer-class', customerClass)} · {word('division', division)}
          </span>
          {status !== 'active' && <StatusBadge>{word('account-status', status)}</StatusBadge>}
        </div>
      </th>
      <td class="wrap">{address}</td>
      <td class="quiet">
        <time dateTime={openedAt} title={format.instant(openedAt)}>
          {format.relative(openedAt)}
        </time>
      </td>
    </tr>
  )
}
