import type { Action } from '@porchlight/contract/actions.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useDesk } from './desk-context.ts'
import { href } from './routes.ts'
import { hasSessionEnded } from './session.ts'

export type RefusalNoticeProps = {
  refusal: RefusalBody
  /** The refused action. The notice names the missing permission by it. */
  action?: Action | undefined
  /** Shown as a retry button if a retry may help. */
  onRetry?: (() => void) | undefined
  /** A sentence below the reason. */
  detail?: string | undefined
}

/** Says why the server refused a call and what the CSR can do next. */
export function RefusalNotice({ refusal: { reason }, action, onRetry, detail }: RefusalNoticeProps) {
  const { t, word } = useDesk()
  if (reason === 'permission-missing')
    return (
      <Notice
        tone="warning"
        role="alert"
        title={t('refused.permission.title')}
        actions={<a href={href({ name: 'what-i-may-do' })}>{t('refused.permission.where')}</a>}
      >
        {action
          ? t('refused.permission.text', { permission: word('permission', action), name: action })
          : t('reason.permission-missing')}
      </Notice>
    )
  // The CSR has signed in again, so the refusal no longer applies.
  if (reason === 'not-signed-in' && !hasSessionEnded.value) return null
  const mayHelp = reason === 'out-of-order' || reason === 'unexpected-error'
  return (
    <Notice
      tone="danger"
      title={word('reason', reason)}
      actions={
        onRetry &&
        mayHelp && (
          <Button variant="secondary" onClick={onRetry}>
            {t('refused.retry')}
          </Button>
        )
      }
    >
      {detail}
    </Notice>
  )
}
