import type { Action } from '@porchlight/contract/actions.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { ReasonField } from '#app/reason-field.tsx'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import type { WebUser } from '#app/response-types.ts'
import { useSend } from '#app/use-send.ts'

export type ChangeProps = {
  accountId: number
  webUser: WebUser
  /** Called after the change: reload the data. */
  onDone: () => void
  /** Called to return to the list of changes. */
  onBack: () => void
}

type Props = {
  action: Action
  /** Subject of the draft. */
  subject: string
  /** The button's text: what the change will do. */
  confirm: string
  /** Explains the consequences, in a sentence or two. */
  children: ComponentChildren
  /** Fields above the reason. */
  fields?: (wrong: (field: string) => string | undefined) => ComponentChildren
  /** Says where the reason is kept, if not in the contact history. */
  reasonHint?: string
  /** Omits the reason field, as for a mailed link. */
  withoutReason?: boolean
  change: (form: FormData) => Promise<void>
  onBack: () => void
}

/** Form for one change of a web user: its consequences, a reason, and a button that says what will happen. */
export function ChangeForm({
  action,
  subject,
  confirm,
  children,
  fields,
  reasonHint,
  withoutReason = false,
  change,
  onBack,
}: Props) {
  const { t, word } = useDesk()
  const { refusal, isBusy, send } = useSend(change, () => {})
  const form = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>('select, textarea, button')?.focus(), [])
  const wrong = (field: string) => fieldError(refusal, field, word)
  return (
    <>
      {children}
      {refusal && !refusal.fields && <ChangeRefused refusal={refusal} action={action} />}
      <DraftForm formRef={form} subject={subject} title={confirm} onSubmit={send}>
        {fields?.(wrong)}
        {!withoutReason && (
          <ReasonField
            id="change-reason"
            label={t('unlink.reason')}
            hint={reasonHint ?? t('unlink.reason.hint')}
            error={wrong('reason')}
          />
        )}
        <div class="form-actions">
          <Button variant="primary" disabled={isBusy}>
            {confirm}
          </Button>
          <Button onClick={onBack}>{t('web-users.back')}</Button>
        </div>
      </DraftForm>
    </>
  )
}

function ChangeRefused({ refusal, action }: { refusal: RefusalBody; action: Action }) {
  const { t } = useDesk()
  if (refusal.reason === 'version-conflict')
    return <Notice tone="warning" role="alert" title={t('web-users.changed')} />
  return <RefusalNotice refusal={refusal} action={action} />
}
