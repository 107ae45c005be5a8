import { Notice } from '@porchlight/ui/notice.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { WebUserSummary } from '#app/response-types.ts'
import { href } from '#app/routes.ts'

/** Who asks to see the account and waits: they see nothing of it until a holder or a CSR approves. The task has the actions. */
export function LinkRequests({ requests }: { requests: WebUserSummary['linkRequests'] }) {
  const { t, word, format } = useDesk()
  return (
    <>
      {requests.map(({ taskId, userName, personName, isOnAccount, askedAt, expiresAt, may }) => (
        <Notice
          key={taskId}
          tone="warning"
          title={t('web-users.request', { personName, userName })}
          actions={
            <a
              href={href({ name: 'task', taskId })}
              aria-label={t('web-users.request-open-named', { userName })}
            >
              {t(may['task:approve'] === 'ok' ? 'web-users.request-decide' : 'web-users.request-open')}
            </a>
          }
        >
          {word('task-state', 'awaiting-approval')} ·{' '}
          {t('web-users.request-asked', { ago: format.relative(askedAt) })}
          {expiresAt && ` · ${t('web-users.request-until', { date: format.instant(expiresAt) })}`}
          {' · '}
          {t(isOnAccount ? 'web-users.request-on-account' : 'web-users.request-stranger')}
        </Notice>
      ))}
    </>
  )
}
