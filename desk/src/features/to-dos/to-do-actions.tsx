import { Button } from '@porchlight/ui/button.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { Guarded } from '#app/guarded.tsx'
import type { ToDo } from '#app/response-types.ts'
import { AssignDialog } from './assign-dialog.tsx'
import { CompleteDialog } from './complete-dialog.tsx'
import { useToDoChange } from './use-to-do-change.ts'

/** Buttons for a to-do: take it, give it back, reassign it, complete it. */
export function ToDoActions({ toDo, onChanged }: { toDo: ToDo; onChanged: () => void }) {
  const { t, word, page } = useDesk()
  const { change, isBusy } = useToDoChange(onChanged)
  const [dialog, setDialog] = useState<'assign' | 'complete'>()
  if (toDo.completedAt !== null) return null
  const { toDoId, version, assignedTo, may } = toDo
  const name = word('to-do-subject', toDo.subject)
  const close = () => setDialog(undefined)
  const of = { params: { toDoId }, body: { version } }
  const isMine = assignedTo?.csrId === page.desk.csrId
  const take = () => change((client) => client.takeToDo(of), t('to-dos.taken', { name }))
  const giveBack = () => change((client) => client.giveBackToDo(of), t('to-dos.given-back', { name }))
  return (
    <div class="to-do-actions">
      <Guarded id={`take-${toDoId}`} decision={may['to-do:work']} label={t('to-dos.take')}>
        <Button
          aria-label={t(isMine ? 'to-dos.give-back-named' : 'to-dos.take-named', { name, id: toDoId })}
          disabled={isBusy}
          onClick={() => void (isMine ? giveBack() : take())}
        >
          {t(isMine ? 'to-dos.give-back' : 'to-dos.take')}
        </Button>
      </Guarded>
      {may['to-do:work'] === 'ok' && (
        <Button
          aria-label={t('to-dos.complete-named', { name, id: toDoId })}
          onClick={() => setDialog('complete')}
        >
          {t('to-dos.complete')}
        </Button>
      )}
      {may['to-do:assign'] === 'ok' && (
        <Button
          aria-label={t('to-dos.assign-named', { name, id: toDoId })}
          onClick={() => setDialog('assign')}
        >
          {t('to-dos.assign')}
        </Button>
      )}
      {dialog === 'complete' && <CompleteDialog toDo={toDo} onClose={close} onChanged={onChanged} />}
      {dialog === 'assign' && <AssignDialog toDo={toDo} onClose={close} onChanged={onChanged} />}
    </div>
  )
}
