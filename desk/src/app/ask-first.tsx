import type { Action } from '@porchlight/contract/actions.ts'
import { mostReason } from '@porchlight/contract/limits.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { TextAreaField } from '@porchlight/ui/text-area-field.tsx'
import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { useDesk } from './desk-context.ts'
import { DraftForm, type Sent } from './drafts/draft-form.tsx'
import { fieldError } from './field-error.ts'
import { RefusalNotice } from './refusal-notice.tsx'
import { refusalOf } from './use-answer.ts'

type Props = {
  /** Names the action and its object, unique at the desk. The reason that the CSR types is kept as a draft of this name. */
  subject: string
  /** The title and the button's text: a verb and its object. */
  title: string
  action: Action
  /** Explains the consequences of the action. */
  children: ComponentChildren
  /** Performs the action with the reason. If it throws, the dialog shows the error and stays open. */
  perform: (reason: string) => Promise<unknown>
  onDone: () => void
  onCancel: () => void
}

/** Asks for confirmation of an action that affects other people. Explains it, and takes a reason for the record. */
export function AskFirst({ subject, title, action, children, perform, onDone, onCancel }: Props) {
  const { t, word } = useDesk()
  const [refusal, setRefusal] = useState<RefusalBody>()
  const [isBusy, setIsBusy] = useState(false)
  // A second click can come before the button is rendered as disabled.
  const isSent = useRef(false)
  const send = async (reason: string, { saved }: Sent) => {
    if (isSent.current) return
    if (reason === '')
      return setRefusal({ reason: 'invalid-field', fields: [{ field: 'reason', reason: 'required' }] })
    isSent.current = true
    setIsBusy(true)
    try {
      await perform(reason)
      saved()
      onDone()
    } catch (error) {
      setRefusal(refusalOf(error))
      isSent.current = false
      setIsBusy(false)
    }
  }
  const wrong = fieldError(refusal, 'reason', word)
  return (
    <Dialog id="ask-first" open title={title} closeLabel={t('desk.cancel')} onClose={onCancel}>
      <div class="ask-first">{children}</div>
      {refusal && !wrong && <RefusalNotice refusal={refusal} action={action} />}
      <DraftForm
        subject={subject}
        title={title}
        onSubmit={(form, sent) => void send(String(form.get('reason') ?? '').trim(), sent)}
      >
        <TextAreaField
          name="reason"
          id="ask-first-reason"
          label={t('ask.reason')}
          hint={t('ask.reason.hint')}
          rows={2}
          maxLength={mostReason}
          error={wrong}
        />
        <div class="form-actions">
          <Button variant="danger" disabled={isBusy}>
            {title}
          </Button>
          <Button onClick={onCancel}>{t('desk.cancel')}</Button>
        </div>
      </DraftForm>
    </Dialog>
  )
}
