import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import type { ComponentProps } from 'preact'
import { useState } from 'preact/hooks'
import { useDesk } from './desk-context.ts'
import { DraftForm, type Sent } from './drafts/draft-form.tsx'
import { fieldError } from './field-error.ts'

type Choices = Pick<ComponentProps<typeof SelectField>, 'name' | 'id' | 'label' | 'options'>
type Props = {
  /** Names the draft. */
  subject: string
  title: string
  /** The field for the name that the other system uses. */
  from: Pick<ComponentProps<typeof Field>, 'name' | 'id' | 'label' | 'hint' | 'maxLength' | 'short'>
  /** What the name may be mapped to here. */
  to: Choices
  onAsk: (from: string, to: Choices['options'][number], sent: Sent) => void
}

/** A form that maps a name of another system to something of ours. The caller asks for the reason before the change is made. */
export function MapForm({ subject, title, from, to, onAsk }: Props) {
  const { word } = useDesk()
  const [refusal, setRefusal] = useState<RefusalBody>()
  const ask = (form: FormData, sent: Sent) => {
    const typed = String(form.get(from.name) ?? '').trim()
    const chosen = to.options.find(({ value }) => value === form.get(to.name))
    if (typed === '' || !chosen)
      return setRefusal({ reason: 'invalid-field', fields: [{ field: from.name, reason: 'required' }] })
    setRefusal(undefined)
    onAsk(typed, chosen, sent)
  }
  return (
    <DraftForm subject={subject} title={title} onSubmit={ask}>
      <Field {...from} error={fieldError(refusal, from.name, word)} autocomplete="off" />
      <SelectField {...to} />
      <div class="form-actions">
        <Button>{title}</Button>
      </div>
    </DraftForm>
  )
}
