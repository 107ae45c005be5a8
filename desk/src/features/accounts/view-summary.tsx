import { Button } from '@porchlight/ui/button.tsx'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'

/** Summary of a masquerade for a CSR who may not write contact notes, to pass on to a colleague who may. */
export function ViewSummary({ id, text }: { id: string; text: string }) {
  const { t } = useDesk()
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => tell(t('view.summary.copied'), 'success'),
      () => tell(t('view.summary.not-copied'), 'warning'),
    )
  return (
    <>
      <p id={id} tabIndex={-1}>
        {text}
      </p>
      <p class="quiet">{t('view.summary.why')}</p>
      <div class="form-actions">
        <Button onClick={() => void copy()}>{t('view.summary.copy')}</Button>
      </div>
    </>
  )
}
