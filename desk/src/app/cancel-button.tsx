import { Button } from '@porchlight/ui/button.tsx'
import { useDesk } from './desk-context.ts'

/** Closes the dialog around it, and keeps what was typed as a draft. */
export function CancelButton() {
  const { t } = useDesk()
  return (
    <Button onClick={(event) => event.currentTarget.closest('dialog')?.close()}>{t('prompt.cancel')}</Button>
  )
}
