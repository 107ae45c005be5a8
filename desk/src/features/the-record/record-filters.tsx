import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { recordEvents } from '@porchlight/contract/record-events.ts'
import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { fieldError } from '#app/field-error.ts'
import { FilterForm } from '#app/filter-form.tsx'
import type { MessageKey } from '#app/messages.ts'
import { PeriodFields } from '#app/period-fields.tsx'
import { typedTerms } from '#app/typed-terms.ts'

export type RecordTerms = Partial<Omit<Body<Api['queryRecord']>, 'before'>>

const texts = ['csrId', 'webUser', 'accountId', 'masqueradeId', 'searchTerms'] as const

type Props = {
  terms: RecordTerms
  refusal: RefusalBody | undefined
  onSubmit: (terms: RecordTerms) => void
}

/** The question that the form asks: what was filled in, an account's number as on a bill. */
export function termsOf(form: FormData): RecordTerms {
  const webUser = String(form.get('webUser') ?? '').trim()
  form.delete('webUser')
  const typed = typedTerms<RecordTerms>(form, ['accountId'])
  // A number is a web user's number, anything else the name.
  const named = /^\d+$/.test(webUser) ? { webUserId: Number(webUser) } : { userName: webUser }
  return { ...typed, ...(webUser && named), ...(form.has('staffOnly') && { staffOnly: true }) }
}

/** What lines to show. */
export function RecordFilters({ terms, refusal, onSubmit }: Props) {
  const { t, word } = useDesk()
  const wrong = (field: string) => fieldError(refusal, field, word)
  return (
    <FilterForm onSubmit={(form) => onSubmit(termsOf(form))}>
      {texts.map((name) => (
        <Field
          key={name}
          name={name}
          id={`record-${name}`}
          label={t(`record.field.${name}` satisfies MessageKey)}
          defaultValue={String(
            (name === 'webUser' ? (terms.userName ?? terms.webUserId) : terms[name]) ?? '',
          )}
          error={name === 'webUser' ? (wrong('userName') ?? wrong('webUserId')) : wrong(name)}
          autocomplete="off"
        />
      ))}
      <SelectField
        name="event"
        id="record-event"
        label={t('record.event')}
        value={terms.event ?? ''}
        options={[
          { value: '', label: t('tasks.any') },
          ...recordEvents.map((value) => ({ value, label: word('event', value) })),
        ]}
      />
      <PeriodFields id="record" terms={terms} wrong={wrong} />
      <CheckboxField
        name="staffOnly"
        id="record-staff-only"
        label={t('record.field.staffOnly')}
        defaultChecked={terms.staffOnly ?? false}
      />
    </FilterForm>
  )
}
