import { Card } from '@porchlight/ui/card.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Screen } from '#app/screen.tsx'
import { laterView } from '#app/view.ts'
import { WorkTable } from '#app/work-table.tsx'

/** Every permission and every entitlement, held or not, and where it would come from. */
function WhatIMayDoScreen() {
  const { t, page, format } = useDesk()
  const { displayName, csrId, groups } = page.desk
  return (
    <Screen
      lead={t('may.lead', {
        name: displayName,
        csrId,
        count: groups.length,
        groups: format.list(groups.map(({ name }) => name)),
      })}
    >
      <div class="may-cards">
        <Permissions />
        <Entitlements />
      </div>
    </Screen>
  )
}

export const whatIMayDoView = laterView('what-i-may-do', WhatIMayDoScreen)

function Permissions() {
  const { t, word, page, format } = useDesk()
  return (
    <Card id="permissions" heading={t('may.permissions')}>
      <WorkTable
        id="permissions-table"
        caption={t('may.permissions.caption')}
        captionHidden
        rows={page.desk.permissions}
        rowKey={(row) => row.permission}
        columns={[
          {
            key: 'permission',
            header: t('may.permission'),
            rowHeader: true,
            wrap: true,
            cell: ({ permission }) => (
              <>
                {word('permission', permission)} <code class="quiet">{permission}</code>
              </>
            ),
          },
          {
            key: 'held',
            header: t('may.held'),
            cell: ({ isHeld }) => (
              <StatusBadge tone={isHeld ? 'success' : 'neutral'}>
                {t(isHeld ? 'may.yes' : 'may.missing')}
              </StatusBadge>
            ),
          },
          {
            key: 'groups',
            header: t('may.granted-by'),
            wrap: true,
            cell: ({ grantedBy }) =>
              grantedBy.length > 0 ? format.list(grantedBy) : t('may.granted-by-none'),
          },
        ]}
      />
    </Card>
  )
}

function Entitlements() {
  const { t, word, page } = useDesk()
  return (
    <Card id="entitlements" heading={t('may.entitlements')}>
      <p class="quiet">{t('may.entitlements.lead')}</p>
      <WorkTable
        id="entitlements-table"
        caption={t('may.entitlements.caption')}
        captionHidden
        rows={page.desk.entitlements}
        rowKey={(row) => row.entitlement}
        columns={[
          {
            key: 'entitlement',
            header: t('may.entitlement'),
            rowHeader: true,
            wrap: true,
            cell: ({ entitlement }) => word('entitlement', entitlement),
          },
          { key: 'class', header: t('may.class'), cell: (row) => word('entitlement-class', row.class) },
          {
            key: 'answer',
            header: t('may.answer'),
            wrap: true,
            cell: ({ answer: decision }) =>
              decision === 'ok' ? (
                <StatusBadge tone="success">{t('may.yes')}</StatusBadge>
              ) : (
                <StatusBadge>{word('reason', decision)}</StatusBadge>
              ),
          },
        ]}
      />
    </Card>
  )
}
