import { Notice } from '@porchlight/ui/notice.tsx'
import { signInPath } from './client.ts'
import { useDesk } from './desk-context.ts'
import { drafts } from './drafts/draft-store.ts'
import { route } from './router.ts'
import { sessionEndCause } from './session.ts'

/** Tells the CSR that the session has ended. The page keeps its content; a link leads through sign-in back to this screen. */
export function SessionEnded() {
  const { t } = useDesk()
  const cause = sessionEndCause.value
  // Reading `route.value` updates the address when the screen changes.
  const here = route.value && signInPath(location)
  return (
    <Notice
      tone="warning"
      role="alert"
      title={t(cause ? `session.ended.${cause}` : 'session.ended')}
      actions={
        <>
          <a class="button button-primary" href={here}>
            {t('session.sign-in')}
          </a>
          <a href={here} target="_blank" rel="noopener">
            {t('session.sign-in-elsewhere')}
          </a>
        </>
      }
    >
      {t(drafts.value.size > 0 ? 'session.ended.kept' : 'session.ended.go-on')}
    </Notice>
  )
}
