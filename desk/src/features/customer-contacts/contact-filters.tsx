import { contactMakers } from '@porchlight/contract/contact-makers.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { fieldError } from '#app/field-error.ts'
import { FilterForm } from '#app/filter-form.tsx'
import { capital } from '#app/messages.ts'
import { PeriodFields } from '#app/period-fields.tsx'
import type { Account, ContactTerms } from '#app/response-types.ts'
import { typedTerms } from '#app/typed-terms.ts'

type Props = {
  account: Account
  isFiltered: boolean
  refusal: RefusalBody | undefined
  onFilter: (terms: ContactTerms | undefined) => void
}

/** Filters of the contact history. Collapsed at first, because CSRs rarely filter in the first minute of a call. */
export function ContactFilters({ account, isFiltered, refusal, onFilter }: Props) {
  const { t, word } = useDesk()
  const wrong = (field: string) => fieldError(refusal, field, word)
  // The utility's list lacks the contact kinds that tasks write, so the kinds in this history are offered too.
  const all = [...account.contactKinds, ...account.contacts.contacts]
  const choice = (family: string, names: readonly string[]) => [
    { value: '', label: t('tasks.any') },
    ...[...new Set(names)].map((value) => ({ value, label: capital(word(family, value)) })),
  ]
  return (
    <details class="contact-filters">
      <summary>{t('contacts.filter')}</summary>
      <FilterForm
        onSubmit={(form) => {
          if (form.get('madeBy') === '') form.delete('madeBy')
          const terms = typedTerms<ContactTerms>(form, [])
          onFilter(Object.keys(terms).length > 0 ? terms : undefined)
        }}
      >
        <SelectField
          name="contactClass"
          id="contacts-class"
          label={t('contacts.class')}
          options={choice(
            'contact-class',
            all.map(({ contactClass }) => contactClass),
          )}
        />
        <SelectField
          name="contactType"
          id="contacts-type"
          label={t('contacts.type')}
          options={choice(
            'contact-type',
            all.map(({ contactType }) => contactType),
          )}
        />
        <SelectField
          name="madeBy"
          id="contacts-made-by"
          label={t('contacts.by')}
          options={choice('contact-maker', contactMakers)}
        />
        <Field
          name="csrId"
          id="contacts-csr"
          label={t('tasks.field.csrId')}
          error={wrong('csrId')}
          autocomplete="off"
        />
        <PeriodFields id="contacts" terms={{}} wrong={wrong} />
        <Field
          name="text"
          id="contacts-text"
          label={t('contacts.text')}
          error={wrong('text')}
          autocomplete="off"
        />
      </FilterForm>
      {isFiltered && (
        <Button
          onClick={({ currentTarget }) => {
            currentTarget.closest('details')?.querySelector('form')?.reset()
            onFilter(undefined)
          }}
        >
          {t('contacts.all')}
        </Button>
      )}
    </details>
  )
}
