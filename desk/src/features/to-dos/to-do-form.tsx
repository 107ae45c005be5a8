import { Button } from '@porchlight/ui/button.tsx'
import type { ComponentChildren } from 'preact'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm, type Sent } from '#app/drafts/draft-form.tsx'

type Props = {
  /** The submit button's text. */
  doIt: string
  isDisabled: boolean
  /** Subject and title of the draft. */
  subject: string
  title: string
  onSubmit: (form: FormData, sent: Sent) => void
  onClose: () => void
  children: ComponentChildren
}

/** Form of a dialog about a to-do: its fields, a submit button, and a cancel button. */
export function ToDoForm({ doIt, isDisabled, subject, title, onSubmit, onClose, children }: Props) {
  const { t } = useDesk()
  return (
    <DraftForm subject={subject} title={title} onSubmit={onSubmit}>
      {children}
      <div class="form-actions">
        <Button variant="primary" disabled={isDisabled}>
          {doIt}
        </Button>
        <Button type="button" onClick={onClose}>
          {t('desk.cancel')}
        </Button>
      </div>
    </DraftForm>
  )
}
