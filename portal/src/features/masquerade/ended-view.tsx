import type { MasqueradeEnd } from '@porchlight/contract/reasons.ts'
import { Page } from '@porchlight/ui/page.tsx'
import { TextAreaField } from '@porchlight/ui/text-area-field.tsx'
import { knownKey, translator } from '../../app/messages.ts'

type Props = {
  end: MasqueradeEnd
  deskOrigin: string
  /** The texts of the form that could not be taken. */
  typed: readonly string[]
  /** The CSR has just ended it in this tab: the page leads back by itself. */
  goesBack: boolean
}

/**
 * Renders what a CSR sees after a masquerade, in the language of the desk: why it ended, who ended it, and a link to the same
 * customer. It shows text that was typed and not saved, to be copied. Only this response contains that text.
 */
export function EndedView({ end, deskOrigin, typed, goesBack }: Props) {
  const { masqueradeId, accountId, cause, endedBy, givenReason, csrLocale, returnUrl } = end
  const t = translator(csrLocale)
  const why = t(knownKey(`view-ended.${cause}`, 'error.view-ended.text'))
  return (
    <div lang={csrLocale}>
      {goesBack && returnUrl && <meta http-equiv="refresh" content={`0; url=${returnUrl}`} />}
      <Page heading={t('error.view-ended.title')} lead={why}>
        {endedBy && <p>{t('view-ended.by', { name: endedBy })}</p>}
        {givenReason && <p>{t('view-ended.reason', { reason: givenReason })}</p>}
        <p>{t('error.view-ended.text')}</p>
        {typed.length > 0 && (
          <TextAreaField
            name="typed"
            label={t('view-ended.typed')}
            hint={t('view-ended.typed-hint')}
            rows={Math.min(12, Math.max(3, typed.length))}
            readOnly
            value={typed.join('\n')}
          />
        )}
        <p>
          <a
            class="button button-primary"
            href={returnUrl ?? `${deskOrigin}/accounts/${accountId}?after=${masqueradeId}#web-users`}
            // The desk opens a customer only if the request shows that it comes from a view of that customer.
            referrerpolicy="strict-origin"
          >
            {t(returnUrl ? 'view-ended.back-to-cis' : 'view-ended.back')}
          </a>
        </p>
      </Page>
    </div>
  )
}
