import type { Action } from '@porchlight/contract/actions.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import type { ComponentChildren } from 'preact'
import { useDesk } from './desk-context.ts'
import { DraftForm } from './drafts/draft-form.tsx'
import { fieldError } from './field-error.ts'
import { ReasonField } from './reason-field.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import { useSend, wrongFields } from './use-send.ts'

type Props = {
  /** Names the action and its object, unique at the desk. The reason that the CSR types is kept as a draft of this name. */
  subject: string
  /** The title and the button's text: a verb and its object. */
  title: string
  action: Action
  /** Says where the reason is kept, if not in the record. */
  reasonHint?: string
  /** Explains the consequences of the action. */
  children: ComponentChildren
  /** Performs the action with the reason. If it throws, the dialog shows the error and stays open. */
  perform: (reason: string) => Promise<unknown>
  onDone: () => void
  onCancel: () => void
}

/** Asks for confirmation of an action that affects other people. Explains it, and takes a reason for the record. */
export function AskFirst({ subject, title, action, reasonHint, children, perform, onDone, onCancel }: Props) {
  const { t, word } = useDesk()
  const { refusal, isBusy, send } = useSend(async (form) => {
    const reason = String(form.get('reason') ?? '').trim()
    if (reason === '') throw wrongFields({ field: 'reason', reason: 'required' })
    await perform(reason)
  }, onDone)
  const wrong = fieldError(refusal, 'reason', word)
  return (
    <Dialog id="ask-first" open title={title} closeLabel={t('desk.cancel')} onClose={onCancel}>
      <div class="ask-first">{children}</div>
      {refusal && !wrong && <RefusalNotice refusal={refusal} action={action} />}
      <DraftForm subject={subject} title={title} onSubmit={send}>
        <ReasonField
          id="ask-first-reason"
          label={t('ask.reason')}
          hint={reasonHint ?? t('ask.reason.hint')}
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
