import { fillPlaceholders } from '@porchlight/contract/placeholders.ts'
import { DisabledAction } from '@porchlight/ui/disabled-action.tsx'
import { MasqueradeBanner } from '@porchlight/ui/masquerade-banner.tsx'
import { VisuallyHidden } from '@porchlight/ui/visually-hidden.tsx'
import { useDesk } from '#app/desk-context.ts'

/** Made-up values, so that a preview names no customer. */
const samples = {
  customer: 'Maria Alvarez',
  account: '1000 000 016',
  csr: 'amara.okafor',
  mode: 'read',
  minutes: '30',
}

type Props = { id: string; name: string; setting: string; locale: string; text: string }

/** A text where its readers will see it, with sample values: the prompt, the banner, a disabled action, or a sentence. */
export function TextPreview({ id, name, setting, locale, text }: Props) {
  const { t } = useDesk()
  const shown = fillPlaceholders(text, samples)
  return (
    <section class="text-preview" aria-label={t('texts.preview-of', { name })}>
      <h3>{t('texts.preview')}</h3>
      <div lang={locale}>
        {setting === 'masquerade.banner' ? (
          <MasqueradeBanner
            label={t('texts.preview-banner', { name })}
            message={shown}
            mode={t('texts.sample-mode')}
          >
            <VisuallyHidden>{t('texts.sample')}</VisuallyHidden>
          </MasqueradeBanner>
        ) : setting === 'masquerade.tooltip' ? (
          <DisabledAction id={`${id}-sample`} reason={shown} show="always">
            {t('texts.sample-action')}
          </DisabledAction>
        ) : setting === 'masquerade.prompt' ? (
          <div class="text-preview-dialog">
            <strong>{t('prompt.title', { userName: 'm.alvarez' })}</strong>
            <p class="prompt-text">{shown}</p>
          </div>
        ) : (
          <p>{shown}</p>
        )}
      </div>
    </section>
  )
}
