import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { useLayoutEffect, useState } from 'preact/hooks'
import { CancelButton } from '#app/cancel-button.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm, type Sent } from '#app/drafts/draft-form.tsx'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { refusalOf } from '#app/use-answer.ts'
import { PurposeFields } from '../caller-verification/purpose-fields.tsx'
import { readCaller } from '../caller-verification/typed-caller.ts'
import { startAndArrive } from './arrive.ts'
import type { KeptTyping } from './keep-typing.ts'
import type { StartTerms } from './own-views.ts'
import { PromptCaller } from './prompt-caller.tsx'

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
  const { t, client, page } = useDesk()
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

  const start = async (form: FormData, { saved }: Sent) => {
    const caller = readCaller(form)
    const { purposeKind, purposeReference } = caller
    const terms: StartTerms = {
      ...target,
      purposeKind,
      purposeReference,
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
      // The start reads the grade from the record of the call: it cannot claim one.
      if (caller.identifiers.length > 0 || caller.code !== '')
        await client.verifyCaller({ body: { ...target, ...caller } })
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
        <PurposeFields questions={prompt.caller} refusal={refusal} />
        <PromptCaller target={target} questions={prompt.caller} refusal={refusal} onRefused={setRefusal} />
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
