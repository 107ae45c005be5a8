import { Card } from '@porchlight/ui/card.tsx'
import { useDesk } from '#app/desk-context.ts'
import { href } from '#app/routes.ts'
import { SubjectSearch } from '../record-lists/subject-search.tsx'
import { matches } from '../staff/matches.ts'
import type { Chosen } from './rights-check.ts'

/** Hits of one search, at most. */
const mostHits = 20

/** Searches for the CSR, and for the web user on an account. Each hit is a link that keeps the other choice. */
export function ChooseWho({ csrId, accountId, webUserId }: Chosen) {
  const { t, format } = useDesk()
  const to = (more: Chosen) => href({ name: 'rights-check', csrId, accountId, webUserId, ...more })
  return (
    <Card id="choose" heading={t('rights-check.whom')}>
      <SubjectSearch
        id="rights-csr"
        name={t('rights-check.csr')}
        label={t('record-lists.csr')}
        hint={t('staff.search')}
        action="staff:view"
        find={async (client, typed) => {
          const { staff } = await client.listStaff()
          const csrs = staff.filter((row) => matches(row, typed))
          const hits = csrs.slice(0, mostHits).map((csr) => ({
            key: csr.csrId,
            link: <a href={to({ csrId: csr.csrId })}>{csr.name}</a>,
            detail: csr.isActive ? csr.csrId : t('record-lists.inactive', { csrId: csr.csrId }),
          }))
          return { hits, isCut: csrs.length > mostHits }
        }}
      />
      <SubjectSearch
        id="rights-customer"
        name={t('rights-check.web-user')}
        label={t('rights-check.customer')}
        hint={t('record-lists.customer.hint')}
        action="customer:search"
        find={async (client, box) => {
          const { rows, isCut } = await client.searchCustomers({ body: { box, limit: mostHits } })
          const pairs = new Map(
            rows.flatMap(({ person, webUser, account }) =>
              webUser && account
                ? [[`${webUser.webUserId} ${account.accountId}`, { person, webUser, account }] as const]
                : [],
            ),
          )
          const hits = [...pairs].map(([key, { person, webUser, account }]) => ({
            key,
            link: (
              <a href={to({ accountId: account.accountId, webUserId: webUser.webUserId })}>
                {person?.name ?? webUser.userName}
              </a>
            ),
            detail: t('rights-check.hit', {
              userName: webUser.userName,
              account: format.account(account.accountId),
            }),
          }))
          return { hits, isCut }
        }}
      />
    </Card>
  )
}
