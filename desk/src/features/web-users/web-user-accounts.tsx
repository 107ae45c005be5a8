import { accountPageSize } from '@porchlight/contract/limits.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { DataTable } from '@porchlight/ui/data-table.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useState } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { WebUser } from '#app/response-types.ts'
import { href } from '#app/routes.ts'
import { useAnswer } from '#app/use-answer.ts'

/** Every account that is linked to the chosen web user, page by page. */
export function WebUserAccounts({ webUser }: { webUser: WebUser }) {
  const { t, word, format } = useDesk()
  const { webUserId, userName } = webUser
  /** The account after which each page begins; the first begins before them all. */
  const [pages, setPages] = useState<readonly (number | undefined)[]>([undefined])
  const after = pages.at(-1)
  const loaded = useAnswer(`${webUserId} ${after}`, 'web-user:view', (client) =>
    client.readWebUserAccounts({ params: { webUserId }, query: after === undefined ? {} : { after } }),
  )
  return (
    <div class="web-user-accounts">
      <AnswerView loaded={loaded}>
        {({ accounts, nextAfter, total }) => (
          <>
            <DataTable
              id="web-user-accounts"
              caption={t('web-users.accounts-of', { userName, total })}
              layout="cards"
              rows={accounts}
              rowKey={(row) => row.accountId}
              columns={[
                {
                  key: 'account',
                  header: t('account.number'),
                  rowHeader: true,
                  cell: ({ accountId }) => (
                    <a href={href({ name: 'account', accountId })}>{format.account(accountId)}</a>
                  ),
                },
                { key: 'address', header: t('account.address'), cell: (row) => row.address, wrap: true },
                {
                  key: 'balance',
                  header: t('account.balance'),
                  numeric: true,
                  cell: (row) => format.money(row.balanceCents, row.currency),
                },
                { key: 'role', header: t('web-user.role'), cell: (row) => word('role', row.role) },
                {
                  key: 'status',
                  header: t('account.status'),
                  cell: (row) => (
                    <StatusBadge tone={row.status === 'active' ? 'success' : 'neutral'}>
                      {word('account-status', row.status)}
                      {!row.isLinkActive && ` · ${t('web-user.link-inactive')}`}
                    </StatusBadge>
                  ),
                },
              ]}
            />
            <div class="form-actions">
              {pages.length > 1 && (
                <Button onClick={() => setPages(pages.slice(0, -1))}>{t('desk.previous')}</Button>
              )}
              {total > accounts.length && (
                <span class="quiet">
                  {t('web-users.page', {
                    from: format.number((pages.length - 1) * accountPageSize + 1),
                    to: format.number((pages.length - 1) * accountPageSize + accounts.length),
                    total: format.number(total),
                  })}
                </span>
              )}
              {nextAfter !== null && (
                <Button onClick={() => setPages([...pages, nextAfter])}>{t('desk.next')}</Button>
              )}
            </div>
          </>
        )}
      </AnswerView>
    </div>
  )
}
