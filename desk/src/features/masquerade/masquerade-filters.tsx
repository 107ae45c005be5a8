import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import { Field } from '@porchlight/ui/field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { FilterForm } from '#app/filter-form.tsx'
import { typedTerms } from '#app/typed-terms.ts'

export type MasqueradeTerms = Partial<Pick<Body<Api['listMasquerades']>, 'csrId' | 'accountId'>>

/** Whose masquerades to show, and of which account. */
export function MasqueradeFilters({ onSubmit }: { onSubmit: (terms: MasqueradeTerms) => void }) {
  const { t } = useDesk()
  return (
    <FilterForm onSubmit={(form) => onSubmit(typedTerms<MasqueradeTerms>(form, ['accountId']))}>
      <Field name="csrId" id="masquerades-csr" label={t('record.field.csrId')} autocomplete="off" />
      <Field
        name="accountId"
        id="masquerades-account"
        label={t('account.number')}
        inputmode="numeric"
        autocomplete="off"
      />
    </FilterForm>
  )
}
