import type { MasqueradeEnd } from '@porchlight/contract/reasons.ts'
import { Page } from '@porchlight/ui/page.tsx'
import { knownKey, translator } from '../../app/messages.ts'

/**
 * What a CSR sees of a masquerade that is over, in the language of the desk: why it ended, who ended it, and the way back to
 * the same customer.
 */
export function EndedView({ end, deskOrigin }: { end: MasqueradeEnd; deskOrigin: string }) {
  const { masqueradeId, accountId, cause, endedBy, csrLocale } = end
  const t = translator(csrLocale)
  const why = t(knownKey(`view-ended.${cause}`, 'error.view-ended.text'))
  return (
    <div lang={csrLocale}>
      <Page heading={t('error.view-ended.title')} lead={why}>
        {endedBy && <p>{t('view-ended.by', { name: endedBy })}</p>}
        <p>{t('error.view-ended.text')}</p>
        <p>
          <a
            class="button button-primary"
            href={`${deskOrigin}/accounts/${accountId}?after=${masqueradeId}#web-users`}
            // The desk opens a customer only where it can see that a view of it leads there.
            referrerpolicy="strict-origin"
          >
            {t('view-ended.back')}
          </a>
        </p>
      </Page>
    </div>
  )
}
