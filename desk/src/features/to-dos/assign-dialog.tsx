import { Dialog } from '@porchlight/ui/dialog.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { Sent } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import type { ToDo } from '#app/response-types.ts'
import { useAnswer } from '#app/use-answer.ts'
import { ToDoForm } from './to-do-form.tsx'
import { useToDoChange } from './use-to-do-change.ts'

type Props = { toDo: ToDo; onClose: () => void; onChanged: () => void }

/** Reassigns a to-do to a CSR whose group handles its role. */
export function AssignDialog({ toDo, onClose, onChanged }: Props) {
  const { t, word } = useDesk()
  const { change, isBusy, refusal } = useToDoChange(onChanged)
  const { toDoId, version, assignedTo } = toDo
  const name = word('to-do-subject', toDo.subject)
  const loaded = useAnswer(`assignees ${toDoId}`, 'to-do:assign', (client) =>
    client.listToDoAssignees({ params: { toDoId } }),
  )
  const id = `assign-${toDoId}`
  const title = t('to-dos.assign-title', { name })
  const assign = async (csrId: string, { saved }: Sent) => {
    const isOver = await change(
      (client) => client.assignToDo({ params: { toDoId }, body: { csrId, version } }),
      t('to-dos.assigned', { name }),
      saved,
    )
    if (isOver) onClose()
  }
  return (
    <Dialog id={id} open title={title} closeLabel={t('desk.close')} onClose={onClose}>
      <AnswerView loaded={loaded} lines={2}>
        {({ assignees }) => (
          <ToDoForm
            doIt={t('to-dos.assign-do')}
            isDisabled={isBusy || assignees.length === 0}
            subject={id}
            title={title}
            onSubmit={(form, sent) => void assign(String(form.get('csrId')), sent)}
            onClose={onClose}
          >
            <SelectField
              name="csrId"
              id={`${id}-csr`}
              label={t('to-dos.assign-to')}
              value={assignedTo?.csrId ?? assignees[0]?.csrId}
              options={assignees.map((csr) => ({ value: csr.csrId, label: `${csr.name} (${csr.csrId})` }))}
              error={fieldError(refusal, 'csrId', word)}
            />
          </ToDoForm>
        )}
      </AnswerView>
    </Dialog>
  )
}
