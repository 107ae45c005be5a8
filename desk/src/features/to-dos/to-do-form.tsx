import { Button } from '@porchlight/ui/button.tsx'
import type { ComponentChildren } from 'preact'
import { useDesk } from '#app/desk-context.ts'

type Props = {
  /** What the button that does it says. */
  doIt: string
  isDisabled: boolean
  onSubmit: (form: FormData) => void
  onClose: () => void
  children: ComponentChildren
}

/** The form of a dialog about a to do: its fields, the button that does it, and a way out. */
export function ToDoForm({ doIt, isDisabled, onSubmit, onClose, children }: Props) {
  const { t } = useDesk()
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit(new FormData(event.currentTarget))
      }}
    >
      {children}
      <div class="form-actions">
        <Button variant="primary" disabled={isDisabled}>
          {doIt}
        </Button>
        <Button type="button" onClick={onClose}>
          {t('desk.cancel')}
        </Button>
      </div>
    </form>
  )
}
