import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { TextAreaField } from '@porchlight/ui/text-area-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { fieldError } from '#app/field-error.ts'
import type { ToDo } from './to-do.ts'
import { useToDoChange } from './use-to-do-change.ts'

type Props = { toDo: ToDo; onClose: () => void; onChanged: () => void }

/** Asks what was done about a to do. */
export function CompleteDialog({ toDo, onClose, onChanged }: Props) {
  const { t, word } = useDesk()
  const { change, isBusy, refusal } = useToDoChange(onChanged)
  const { toDoId, version } = toDo
  const name = word('to-do-subject', toDo.subject)
  const id = `complete-${toDoId}`
  const complete = async (note: string) => {
    const isOver = await change(
      (client) => client.completeToDo({ params: { toDoId }, body: { note, version } }),
      t('to-dos.completed', { name }),
    )
    if (isOver) onClose()
  }
  return (
    <Dialog
      id={id}
      open
      title={t('to-dos.complete-title', { name })}
      closeLabel={t('desk.close')}
      onClose={onClose}
    >
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void complete(String(new FormData(event.currentTarget).get('note')))
        }}
      >
        <TextAreaField
          name="note"
          id={`${id}-note`}
          label={t('to-dos.note')}
          hint={t('to-dos.note-hint')}
          rows={3}
          maxLength={2000}
          error={fieldError(refusal, 'note', word)}
        />
        <div class="form-actions">
          <Button variant="primary" disabled={isBusy}>
            {t('to-dos.complete-do')}
          </Button>
          <Button type="button" onClick={onClose}>
            {t('desk.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
