import { mostPurposeReference } from '@porchlight/contract/limits.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Field } from '@porchlight/ui/field.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { fieldError } from '#app/field-error.ts'
import { capital } from '#app/messages.ts'
import type { CallerQuestions } from '#app/response-types.ts'

type Props = {
  questions: CallerQuestions
  refusal: RefusalBody | undefined
}

/** What the call is about. Starts with the call whose caller this CSR has verified already: it is asked once a call. */
export function PurposeFields({ questions, refusal }: Props) {
  const { t, word } = useDesk()
  const { purposeKinds, latest } = questions
  const wrong = (field: string) => fieldError(refusal, field, word)
  return (
    <>
      <SelectField
        name="purposeKind"
        id="purpose-kind"
        label={t('prompt.purpose')}
        error={wrong('purposeKind')}
        value={latest?.purposeKind}
        options={purposeKinds.map((kind) => ({ value: kind, label: capital(word('purpose', kind)) }))}
      />
      <Field
        name="purposeReference"
        id="purpose-reference"
        label={t('prompt.reference')}
        hint={t('prompt.reference.hint')}
        error={wrong('purposeReference')}
        defaultValue={latest?.purposeReference}
        maxLength={mostPurposeReference}
        autocomplete="off"
        required
      />
    </>
  )
}
