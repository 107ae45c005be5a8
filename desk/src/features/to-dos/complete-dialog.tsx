import { mostNote } from '@porchlight/contract/limits.ts'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { TextAreaField } from '@porchlight/ui/text-area-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { Sent } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import type { ToDo } from '#app/response-types.ts'
import { ToDoForm } from './to-do-form.tsx'
import { useToDoChange } from './use-to-do-change.ts'

type Props = { toDo: ToDo; onClose: () => void; onChanged: () => void }

/** Completes a to-do with a note about what was done. */
export function CompleteDialog({ toDo, onClose, onChanged }: Props) {
  const { t, word } = useDesk()
  const { change, isBusy, refusal } = useToDoChange(onChanged)
  const { toDoId, version } = toDo
  const name = word('to-do-subject', toDo.subject)
  const id = `complete-${toDoId}`
  const title = t('to-dos.complete-title', { name })
  const complete = async (note: string, { saved }: Sent) => {
    const isOver = await change(
      (client) => client.completeToDo({ params: { toDoId }, body: { note, version } }),
      t('to-dos.completed', { name }),
      saved,
    )
    if (isOver) onClose()
  }
  return (
    <Dialog id={id} open title={title} closeLabel={t('desk.close')} onClose={onClose}>
      <ToDoForm
        doIt={t('to-dos.complete-do')}
        isDisabled={isBusy}
        subject={id}
        title={title}
        onSubmit={(form, sent) => void complete(String(form.get('note')), sent)}
        onClose={onClose}
      >
        <TextAreaField
          name="note"
          id={`${id}-note`}
          label={t('to-dos.note')}
          hint={t('to-dos.note-hint')}
          rows={3}
          maxLength={mostNote}
          error={fieldError(refusal, 'note', word)}
        />
      </ToDoForm>
    </Dialog>
  )
}
