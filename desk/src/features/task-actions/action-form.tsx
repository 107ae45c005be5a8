import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { todayIn } from '#app/calendar.ts'
import { CancelButton } from '#app/cancel-button.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm, type Sent } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { AssignFields, ReasonFields } from './action-fields.tsx'
import type { ActionableTask, Offered } from './actions.ts'
import type { ActionInput } from './perform-action.ts'
import { readActionInput } from './read-action-input.ts'

type Props = {
  id: string
  offered: Offered
  /** The task of a form for a single task, for its date and currency. */
  task?: ActionableTask | undefined
  /** The button's text: what will happen. */
  confirm: string
  refusal?: RefusalBody | undefined
  isSending?: boolean | undefined
  /** Identifies the draft: the action and the tasks. */
  subject: string
  onSubmit: (input: ActionInput, sent: Sent) => void
  children?: ComponentChildren
}

/** Form with the fields of an action and a button that says what will happen. The first field gets the focus. */
export function ActionForm(props: Props) {
  const { id, offered, task, confirm, refusal, isSending, subject, onSubmit, children } = props
  const { t, word, format, page } = useDesk()
  const [missing, setMissing] = useState<RefusalBody>()
  const form = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => {
    const first = form.current?.querySelector<HTMLElement>('input, select, textarea')
    // A dialog that opens looks for the attribute; in a dialog that is already open the field takes the focus itself.
    first?.setAttribute('autofocus', '')
    first?.focus()
  }, [])
  const { action, needs } = offered
  const wrong = (field: string) => fieldError(missing ?? refusal, field, word)
  const isFinalAction = action === 'discard' || action === 'reject'
  return (
    <DraftForm
      formRef={form}
      subject={subject}
      title={confirm}
      onSubmit={(fields, sent) => {
        const read = readActionInput(fields, offered, page.desk.csrId)
        setMissing('refusal' in read ? read.refusal : undefined)
        if ('input' in read) onSubmit(read.input, sent)
      }}
    >
      {action === 'assign' && <AssignFields id={id} error={wrong('assignTo')} />}
      {needs.includes('date') && (
        <Field
          name="scheduledOn"
          id={`${id}-day`}
          type="date"
          short
          label={t('task-action.day')}
          hint={task?.scheduledOn && t('task-action.day.now', { date: format.date(task.scheduledOn) })}
          min={todayIn(page.timeZone)}
          defaultValue={task?.scheduledOn ?? undefined}
          error={wrong('scheduledOn')}
          required
        />
      )}
      {needs.includes('amount') && (
        <Field
          name="amount"
          id={`${id}-amount`}
          short
          label={t('task-action.amount', { currency: task?.currency ?? 'USD' })}
          inputmode="decimal"
          autocomplete="off"
          defaultValue={task?.amountCents ? (task.amountCents / 100).toFixed(2) : undefined}
          error={wrong('amountCents')}
          required
        />
      )}
      <ReasonFields id={id} offered={offered} error={wrong('reason')} />
      {children}
      <div class="form-actions">
        <Button variant={isFinalAction ? 'danger' : 'primary'} disabled={isSending}>
          {confirm}
        </Button>
        <CancelButton />
      </div>
    </DraftForm>
  )
}
