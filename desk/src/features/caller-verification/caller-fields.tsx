import type { CodeChannel } from '@porchlight/contract/caller-grades.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Fieldset } from '@porchlight/ui/fieldset.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useRef, useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { fieldError } from '#app/field-error.ts'
import type { CallerQuestions } from '#app/response-types.ts'
import { refusalOf } from '#app/use-answer.ts'
import { identifierField, readCaller } from './typed-caller.ts'

type Props = {
  target: { webUserId: number; accountId: number }
  questions: CallerQuestions
  /** Why the form around these fields was refused. */
  refusal: RefusalBody | undefined
  /** Shows a refusal of a code that was asked for, at the fields of the form around these. */
  onRefused: (refusal: RefusalBody) => void
}

/** What the caller confirmed, and a code that the customer reads out. */
export function CallerFields({ target, questions, refusal, onRefused }: Props) {
  const { t, word, format, client } = useDesk()
  const [sent, setSent] = useState<{ expiresAt: string; isDelayed: boolean; channel: CodeChannel }>()
  const [isSending, setIsSending] = useState(false)
  const here = useRef<HTMLDivElement>(null)
  const wrong = (field: string) => fieldError(refusal, field, word)
  const send = async () => {
    const form = here.current?.closest('form')
    if (!form) return
    const fields = new FormData(form)
    const { purposeKind, purposeReference } = readCaller(fields)
    if (purposeReference === '')
      return onRefused({
        reason: 'invalid-field',
        fields: [{ field: 'purposeReference', reason: 'required' }],
      })
    setIsSending(true)
    try {
      const channel = String(fields.get('channel')) as CodeChannel
      const body = { ...target, purposeKind, purposeReference, channel }
      setSent({ ...(await client.askForReadOutCode({ body })), channel })
      document.getElementById('caller-code')?.focus()
    } catch (error) {
      onRefused(refusalOf(error))
    }
    setIsSending(false)
  }
  return (
    <div class="caller-fields" ref={here}>
      <Fieldset
        id="caller-identifiers"
        legend={t('caller.how')}
        hint={t('caller.how.hint')}
        error={wrong('identifiers')}
      >
        <div class="caller-identifiers">
          {questions.identifiers.map((name) => (
            <CheckboxField
              key={name}
              id={`caller-${name}`}
              name={identifierField(name)}
              label={word('caller-identifier', name)}
            />
          ))}
        </div>
      </Fieldset>
      <Fieldset id="caller-read-out" legend={t('caller.code-section')}>
        <div class="caller-send">
          <SelectField
            id="caller-channel"
            name="channel"
            label={t('caller.channel')}
            error={wrong('channel')}
            options={questions.channels.map((channel) => ({
              value: channel,
              label: word('caller-channel', channel),
            }))}
          />
          <Button disabled={isSending} onClick={() => void send()}>
            {t('caller.send-code')}
          </Button>
        </div>
        <p role="status" class="quiet">
          {sent &&
            t(sent.isDelayed ? 'caller.code-delayed' : 'caller.code-sent', {
              time: format.time(sent.expiresAt),
              channel: sent.channel,
            })}
        </p>
        <Field
          id="caller-code"
          name="code"
          label={t('caller.code')}
          hint={t('caller.code.hint')}
          error={wrong('code')}
          inputmode="numeric"
          autocomplete="one-time-code"
          maxLength={20}
          short
        />
      </Fieldset>
    </div>
  )
}
