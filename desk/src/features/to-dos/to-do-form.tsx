import { Button } from '@porchlight/ui/button.tsx'
import type { ComponentChildren } from 'preact'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm, type Sent } from '#app/drafts/draft-form.tsx'

type Props = {
  /** What the button that does it says. */
  doIt: string
  isDisabled: boolean
  /** What the draft is about, and what it is in words. */
  subject: string
  title: string
  onSubmit: (form: FormData, sent: Sent) => void
  onClose: () => void
  children: ComponentChildren
}

/** The form of a dialog about a to do: its fields, the button that does it, and a way out. */
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
