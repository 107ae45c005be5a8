import { Button } from '@porchlight/ui/button.tsx'
import { type Column, DataTable } from '@porchlight/ui/data-table.tsx'
import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { VisuallyHidden } from '@porchlight/ui/visually-hidden.tsx'
import type { Desk } from '#app/desk-context.ts'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import type { WebUser, WebUserSummary } from '#app/response-types.ts'
import { href, type Show } from '#app/routes.ts'
import { type RowAction, WebUserActions } from './web-user-actions.tsx'

type Props = {
  accountId: number
  summary: WebUserSummary
  chosen: WebUser | undefined
  onChoose: (webUser: WebUser) => void
  onAct: (action: RowAction, webUser: WebUser) => void
}

/** One line for each web user that is linked to the account. */
export function WebUsersTable({ accountId, summary, chosen, onChoose, onAct }: Props) {
  const desk = useDesk()
  const { t, word, format } = desk
  if (summary.webUsers.length === 0)
    return (
      <EmptyState icon="user" level={3} title={t('web-users.none.title')}>
        {t('web-users.none.text')}
      </EmptyState>
    )
  const seesTasks = summary.may['task:view'] === 'ok'
  const tasks = (webUser: WebUser, show: Show, count: number) =>
    seesTasks && count > 0 ? (
      <a href={href({ name: 'tasks', accountId, webUserId: webUser.webUserId, show })}>
        {format.number(count)}
        <VisuallyHidden> {t(show === 'open' ? 'web-users.open' : 'web-users.non-final')}</VisuallyHidden>
      </a>
    ) : (
      format.number(count)
    )
  const columns: Column<WebUser>[] = [
    {
      key: 'user-name',
      header: t('web-user.user-name'),
      rowHeader: true,
      cell: (row) => (
        <span class="two-lines">
          {`${row.userName} `}
          <span class="quiet">{row.personName}</span>
        </span>
      ),
    },
    { key: 'role', header: t('web-user.role'), cell: (row) => word('role', row.role) },
    {
      key: 'relationship',
      header: t('web-user.relationship'),
      cell: (row) => word('relationship', row.relationshipType) || t('desk.none'),
    },
    {
      key: 'responsible',
      header: t('web-user.financially-responsible'),
      cell: (row) => t(row.isFinanciallyResponsible ? 'desk.yes' : 'desk.no'),
    },
    { key: 'status', header: t('web-user.status'), cell: (row) => <Activity row={row} desk={desk} /> },
    { key: 'seen', header: t('web-user.last-seen'), cell: (row) => <Instant at={row.lastSeenAt} /> },
    {
      key: 'open',
      header: t('web-users.open'),
      numeric: true,
      cell: (row) => tasks(row, 'open', row.openTaskCount),
    },
    {
      key: 'non-final',
      header: t('web-users.non-final'),
      numeric: true,
      cell: (row) => tasks(row, 'non-final', row.nonFinalTaskCount),
    },
    {
      key: 'accounts',
      header: t('web-users.accounts'),
      cell: (row) => (
        <Button
          variant="quiet"
          aria-label={t('web-users.show-accounts', { userName: row.userName, count: row.accountCount })}
          aria-expanded={row.webUserId === chosen?.webUserId}
          onClick={() => onChoose(row)}
        >
          {format.number(row.accountCount)}
        </Button>
      ),
    },
    {
      key: 'actions',
      header: t('web-users.actions'),
      headerHidden: true,
      cell: (row) => <WebUserActions row={row} onAct={onAct} />,
    },
  ]
  return (
    <DataTable
      id="web-users-table"
      caption={t('web-users.caption')}
      captionHidden
      layout="cards"
      columns={columns}
      rows={summary.webUsers}
      rowKey={(row) => row.webUserId}
      rowAttributes={(row) => ({
        'data-web-user': String(row.webUserId),
        ...(row.webUserId === chosen?.webUserId && { 'aria-current': true }),
      })}
    />
  )
}

function Activity({ row, desk: { t } }: { row: WebUser; desk: Desk }) {
  return (
    <span class="two-lines">
      {!row.isActive ? (
        <StatusBadge>{t('web-user.inactive')}</StatusBadge>
      ) : !row.isLinkActive ? (
        <StatusBadge tone="warning">{t('web-user.link-inactive')}</StatusBadge>
      ) : (
        <StatusBadge tone="success">{t('web-user.active')}</StatusBadge>
      )}
      {!row.isEmailConfirmed && <span class="quiet">{t('web-user.email-unconfirmed')}</span>}
    </span>
  )
}
