import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { useDesk } from '#app/desk-context.ts'
import { href } from '#app/routes.ts'

/** Leads to the screen that prepares a change for a web user; nothing for a CSR who may prepare none. */
export function PrepareLink({ accountId, webUserId }: { accountId: number; webUserId: number }) {
  const { t, refusedFor } = useDesk()
  if (refusedFor('prepared-change:prepare')) return null
  return (
    <ul class="changes">
      <li>
        <LinkButton href={href({ name: 'prepare-change', accountId, webUserId })}>
          {t('prepare.title-short')}
        </LinkButton>
        <span>{t('prepare.text')}</span>
      </li>
    </ul>
  )
}
