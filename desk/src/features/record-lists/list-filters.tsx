import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { recordEvents } from '@porchlight/contract/record-events.ts'
import type { RecordFilters } from '@porchlight/contract/record-lists.ts'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { fieldError } from '#app/field-error.ts'
import { FilterForm } from '#app/filter-form.tsx'
import { capital, namesOf } from '#app/messages.ts'
import { PeriodFields } from '#app/period-fields.tsx'
import { typedTerms } from '#app/typed-terms.ts'

type Props = {
  terms: RecordFilters
  refusal: RefusalBody | undefined
  onSubmit: (terms: RecordFilters) => void
}

const places = ['masquerade', 'elsewhere'] as const

/** Which lines of a list to show: when, what kind (refusals are one), in masquerades or not, for what purpose. */
export function ListFilters({ terms, refusal, onSubmit }: Props) {
  const { t, word } = useDesk()
  const any = { value: '', label: t('tasks.any') }
  return (
    <FilterForm onSubmit={(form) => onSubmit(typedTerms<RecordFilters>(form, []))}>
      <PeriodFields id="list" terms={terms} wrong={(field) => fieldError(refusal, field, word)} />
      <SelectField
        name="event"
        id="list-event"
        label={t('record.event')}
        value={terms.event ?? ''}
        options={[any, ...recordEvents.map((value) => ({ value, label: word('event', value) }))]}
      />
      <SelectField
        name="place"
        id="list-place"
        label={t('record-lists.place')}
        value={terms.place ?? ''}
        options={[any, ...places.map((value) => ({ value, label: word('record-place', value) }))]}
      />
      <SelectField
        name="purposeKind"
        id="list-purpose"
        label={t('record-lists.purpose')}
        value={terms.purposeKind ?? ''}
        options={[
          any,
          ...namesOf('purpose').map((value) => ({ value, label: capital(word('purpose', value)) })),
        ]}
      />
    </FilterForm>
  )
}
