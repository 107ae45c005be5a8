import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import { mostPurposeReference } from '@porchlight/contract/limits.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useLayoutEffect, useState } from 'preact/hooks'
import { CancelButton } from '#app/cancel-button.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm, type Sent } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { capital } from '#app/messages.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { refusalOf } from '#app/use-answer.ts'
import { startAndArrive } from './arrive.ts'
import type { KeptTyping } from './keep-typing.ts'
import type { StartTerms } from './own-views.ts'

export type Prompt = Response<Api['readMasqueradePrompt']>
export type Target = { webUserId: number; accountId: number }

type Props = {
  target: Target
  prompt: Prompt
  /** Text that was typed while the prompt loaded. */
  typing: KeptTyping
  onStarted: () => void
  onCancel: () => void
}

/** Dialog before a masquerade: the CSR confirms the prompt text and gives a purpose. */
export function MasqueradePrompt({ target, prompt, typing, onStarted, onCancel }: Props) {
  const { t, word, client, page } = useDesk()
  const [refusal, setRefusal] = useState<RefusalBody>()
  const [isStarting, setIsStarting] = useState(false)
  useLayoutEffect(() => {
    const field = document.getElementById('purpose-reference')
    field?.focus()
    const typed = typing.take()
    if (!(field instanceof HTMLInputElement) || typed === '') return
    field.value = typed
    // Fires the event of real typing, so that the draft keeps the text.
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }, [])

  const wrong = (field: string) => fieldError(refusal, field, word)
  const start = async (form: FormData, { saved }: Sent) => {
    const terms: StartTerms = {
      ...target,
      purposeKind: String(form.get('purposeKind') ?? ''),
      purposeReference: String(form.get('purposeReference') ?? '').trim(),
      promptVersion: prompt.isPromptShown ? prompt.promptVersion : null,
      locale: page.locale,
    }
    if (terms.purposeReference === '')
      return setRefusal({
        reason: 'invalid-field',
        fields: [{ field: 'purposeReference', reason: 'required' }],
      })
    setIsStarting(true)
    try {
      await startAndArrive(client, terms)
      saved()
      onStarted()
    } catch (error) {
      setRefusal(refusalOf(error))
      setIsStarting(false)
    }
  }
  return (
    <Dialog
      id="masquerade-prompt"
      open
      title={t('prompt.title', { userName: prompt.userName })}
      closeLabel={t('prompt.cancel')}
      onClose={onCancel}
    >
      <p>
        {t('prompt.who', {
          personName: prompt.personName,
          userName: prompt.userName,
          minutes: prompt.minutes,
        })}
      </p>
      {prompt.isPromptShown && <p class="prompt-text">{prompt.promptText}</p>}
      {refusal && !refusal.fields && <PromptRefusal refusal={refusal} />}
      <DraftForm
        subject={`masquerade ${target.accountId} ${target.webUserId}`}
        title={t('prompt.title', { userName: prompt.userName })}
        onSubmit={(form, sent) => void start(form, sent)}
      >
        <SelectField
          name="purposeKind"
          id="purpose-kind"
          label={t('prompt.purpose')}
          error={wrong('purposeKind')}
          options={prompt.purposeKinds.map((kind) => ({
            value: kind,
            label: capital(word('purpose', kind)),
          }))}
        />
        <Field
          name="purposeReference"
          id="purpose-reference"
          label={t('prompt.reference')}
          hint={t('prompt.reference.hint')}
          error={wrong('purposeReference')}
          maxLength={mostPurposeReference}
          autocomplete="off"
          required
        />
        <div class="form-actions">
          <Button variant="primary" icon="eye" disabled={isStarting}>
            {t('prompt.confirm', { userName: prompt.userName })}
          </Button>
          <CancelButton />
        </div>
      </DraftForm>
    </Dialog>
  )
}

function PromptRefusal({ refusal }: { refusal: RefusalBody }) {
  const { t } = useDesk()
  if (refusal.reason === 'version-conflict') return <p role="alert">{t('prompt.changed')}</p>
  return <RefusalNotice refusal={refusal} action="masquerade:start" />
}
