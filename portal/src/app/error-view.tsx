import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { knownKey } from './messages.ts'
import type { PageProps } from './page.ts'
import type { PortalRequest } from './request.ts'

/** Says what was refused, why, and where to go on. */
export function ErrorView({
  t,
  reason,
  request,
}: PageProps<unknown> & { reason: string; request: PortalRequest }) {
  const isOver = reason === 'masquerade-ended' || (reason === 'not-signed-in' && request.isView)
  const heading = isOver
    ? 'error.view-ended.title'
    : reason === 'not-found'
      ? 'error.not-found.title'
      : 'error.refused.title'
  const text = isOver ? 'error.view-ended.text' : knownKey(`reason.${reason}`, 'reason.other')
  return (
    <Page heading={t(heading)} lead={t(text)}>
      <p>
        {isOver ? (
          <LinkButton variant="primary" href={request.deskOrigin}>
            {t('error.back-to-desk')}
          </LinkButton>
        ) : (
          <LinkButton variant="primary" href="/">
            {t('error.home')}
          </LinkButton>
        )}
      </p>
    </Page>
  )
}
