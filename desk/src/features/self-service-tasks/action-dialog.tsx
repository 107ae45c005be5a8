import type { TaskAction, TaskActionNeed } from '@porchlight/contract/task-types.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { ProgressBar } from '@porchlight/ui/progress-bar.tsx'
import { TextAreaField } from '@porchlight/ui/text-area-field.tsx'
import { useRef, useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { fieldError } from '#app/field-error.ts'
import { tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'
import { AssignField, assigneeOf } from './assign-field.tsx'
import { Outcomes } from './outcomes.tsx'
import { type Given, type Outcome, perform, runAll, type Versioned } from './run-action.ts'
import { centsOf } from './task-terms.ts'

export type ActionOnTasks = {
  action: TaskAction
  needs: readonly TaskActionNeed[]
  tasks: readonly Versioned[]
  /** How many of those that were chosen do not have this action, or not for this CSR. */
  leftOut: number
}

type Props = ActionOnTasks & {
  onOutcome: (outcome: Outcome) => void
  /** The dialog is over; tasks may have changed. */
  onClose: () => void
}

/**
 * One action on one task or on many: what it needs, a button that says what will happen, how far it is, and what became of each.
 * What was written stays where something was refused.
 */
export function ActionDialog({ action, needs, tasks, leftOut, onOutcome, onClose }: Props) {
  const { t, word, client } = useDesk()
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>()
  const [isOver, setIsOver] = useState(false)
  const [wrong, setWrong] = useState<Record<string, string>>({})
  const stop = useRef(new AbortController())
  const form = useRef<HTMLFormElement>(null)
  const name = t(`task-action.${action}`)
  const [only] = tasks

  async function run(given: Given) {
    const all: Outcome[] = []
    setWrong({})
    setOutcomes(all)
    await runAll(
      tasks,
      (task) => perform(client, action, task, given),
      refusalOf,
      (outcome) => {
        all.push(outcome)
        setOutcomes([...all])
        onOutcome(outcome)
      },
      stop.current.signal,
    )
    const refused = all.filter(({ result }) => result === 'refused')
    const [first] = refused
    const fields = first?.result === 'refused' ? first.refusal.fields : undefined
    if (tasks.length === 1 && refused.length === 0) {
      tell(t('task-action.done-one', { action: name, id: String(only?.taskId) }), 'success')
      onClose()
    } else if (fields && refused.length === tasks.length) {
      // The form is wrong, not the tasks: it can be sent again.
      const { refusal } = first as Outcome & { result: 'refused' }
      setWrong(Object.fromEntries(fields.map(({ field }) => [field, fieldError(refusal, field, word) ?? ''])))
      setOutcomes(undefined)
    } else setIsOver(true)
  }

  function submit(data: FormData) {
    const text = (field: string) => String(data.get(field) ?? '').trim()
    const cents = centsOf(text('amountCents'))
    const problems = {
      reason: needs.includes('reason') && text('reason') === '' ? 'required' : '',
      scheduledOn: needs.includes('date') && text('scheduledOn') === '' ? 'required' : '',
      amountCents: !needs.includes('amount') || (cents !== undefined && cents > 0) ? '' : 'not-valid',
    }
    const found = Object.entries(problems).filter(([, problem]) => problem !== '')
    if (found.length > 0) {
      setWrong(Object.fromEntries(found.map(([field, problem]) => [field, word('field', problem)])))
      return
    }
    void run({
      reason: text('reason'),
      ...(needs.includes('date') && { scheduledOn: text('scheduledOn') }),
      ...(needs.includes('amount') && cents !== undefined && { amountCents: cents }),
      ...(action === 'assign' && { assignTo: assigneeOf(text('assignTo')) }),
    })
  }

  const count = tasks.length
  const isRunning = outcomes !== undefined && !isOver
  const what = t('task-action.do', { action: name, count, id: String(only?.taskId) })
  return (
    <Dialog
      id="task-action"
      open
      title={what}
      closeLabel={t('desk.close')}
      size="wide"
      onClose={() => {
        stop.current.abort()
        onClose()
      }}
      actions={
        isOver ? (
          <Button variant="primary" onClick={onClose}>
            {t('desk.close')}
          </Button>
        ) : isRunning ? (
          <Button onClick={() => stop.current.abort()}>{t('task-action.stop')}</Button>
        ) : (
          <>
            <Button variant="primary" onClick={() => form.current?.requestSubmit()}>
              {what}
            </Button>
            <Button onClick={onClose}>{t('desk.cancel')}</Button>
          </>
        )
      }
    >
      {leftOut > 0 && <p class="quiet">{t('task-action.left-out', { count: leftOut })}</p>}
      {outcomes === undefined ? (
        <form
          ref={form}
          class="note-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            submit(new FormData(event.currentTarget))
          }}
        >
          {action === 'assign' && <AssignField error={wrong.assignTo} />}
          {needs.includes('date') && (
            <Field
              type="date"
              name="scheduledOn"
              id="action-scheduledOn"
              label={t('task-action.scheduledOn')}
              error={wrong.scheduledOn}
              short
            />
          )}
          {needs.includes('amount') && (
            <Field
              name="amountCents"
              id="action-amountCents"
              label={t('task.amount')}
              error={wrong.amountCents}
              inputmode="decimal"
              autocomplete="off"
              short
            />
          )}
          <TextAreaField
            name="reason"
            id="action-reason"
            label={t(action === 'note' ? 'note.text' : 'task.reason')}
            mark={needs.includes('reason') ? undefined : t('desk.optional')}
            maxLength={500}
            error={wrong.reason}
          />
        </form>
      ) : (
        <>
          {count > 1 && (
            <ProgressBar
              id="action-progress"
              label={name}
              value={outcomes.length}
              max={count}
              text={t('task-action.progress', { done: outcomes.length, count })}
            />
          )}
          {(isOver || count > 1) && <Outcomes outcomes={outcomes} count={count} isOver={isOver} />}
        </>
      )}
    </Dialog>
  )
}
