import { Button } from '@porchlight/ui/button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import type { PageProps } from '../../app/page.ts'

/** Keeps one part of a text, such as a number, on one line. Returns the text unchanged if it does not contain the part. */
export function Unbroken({ text, part }: { text: string; part: string }) {
  const at = text.indexOf(part)
  if (at < 0) return <>{text}</>
  return (
    <>
      {text.slice(0, at)}
      <span class="no-break">{part}</span>
      {text.slice(at + part.length)}
    </>
  )
}

/**
 * Renders the notices that a customer sees on every page: a support visit in progress, a code that support waits for, changes that
 * wait for approval, and people who ask to see the customer's accounts. A masquerade shows none of them: its banner already says who is viewing.
 */
export function Attention({
  surroundings,
  t,
  format,
  path,
  formToken,
}: PageProps<unknown> & { path: string }) {
  if (!surroundings || surroundings.masquerade) return null
  const { supportVisits } = surroundings
  const isAskedForCode = surroundings.supportCodes > 0 && path !== '/support-code'
  // The page that decides them shows them itself.
  const linkRequests = surroundings.linkRequests.filter(
    ({ accountId }) => path !== `/accounts/${accountId}/people`,
  )
  const prepared = path.startsWith('/prepared-changes') ? 0 : surroundings.preparedChanges
  const held = surroundings.heldAutopays.filter((accountId) => path !== `/accounts/${accountId}/autopay`)
  if (supportVisits.length + linkRequests.length + prepared + held.length === 0 && !isAskedForCode)
    return null
  return (
    <aside class="page-notice" aria-label={t('attention.title')}>
      {isAskedForCode && (
        <Notice
          tone="warning"
          title={t('attention.code')}
          actions={<a href="/support-code">{t('attention.code-open')}</a>}
        >
          {t('attention.code-text')}
        </Notice>
      )}
      {prepared > 0 && (
        <Notice
          tone="warning"
          title={t('attention.prepared', { count: prepared })}
          actions={<a href="/prepared-changes">{t('attention.prepared-open')}</a>}
        >
          {t('attention.prepared-text')}
        </Notice>
      )}
      {held.slice(0, 3).map((accountId) => (
        <Notice
          key={accountId}
          tone="warning"
          title={t('attention.autopay')}
          actions={<a href={`/accounts/${accountId}/autopay`}>{t('attention.autopay-open')}</a>}
        >
          <Unbroken
            text={t('attention.autopay-text', { number: format.account(accountId) })}
            part={format.account(accountId)}
          />
        </Notice>
      ))}
      {supportVisits.map(({ masqueradeId, accountId, mode, startedAt }) => (
        <Notice
          key={masqueradeId}
          tone="warning"
          title={t(mode === 'act' ? 'attention.visit-acting' : 'attention.visit')}
          actions={
            <>
              <a href={`/access#visit-${masqueradeId}`}>{t('attention.visit-open')}</a>
              <form method="post" action={`/access/support-visits/${masqueradeId}/end`}>
                <input type="hidden" name="_token" value={formToken} />
                <Button variant="secondary">{t('access.visit.end')}</Button>
              </form>
            </>
          }
        >
          <Unbroken
            text={t('attention.visit-text', {
              when: format.instant(startedAt),
              number: format.account(accountId),
            })}
            part={format.account(accountId)}
          />
        </Notice>
      ))}
      {linkRequests.slice(0, 3).map(({ taskId, accountId, name }) => (
        <Notice
          key={taskId}
          tone="warning"
          title={
            <Unbroken
              text={t('attention.request', { name, number: format.account(accountId) })}
              part={format.account(accountId)}
            />
          }
          actions={
            <a href={`/accounts/${accountId}/people#request-${taskId}`}>{t('attention.request-open')}</a>
          }
        >
          {t('attention.request-text')}
        </Notice>
      ))}
      {linkRequests.length > 3 && (
        <Notice tone="warning" actions={<a href="/access#people">{t('people.title')}</a>}>
          {t('attention.more-requests', { count: linkRequests.length - 3 })}
        </Notice>
      )}
    </aside>
  )
}
