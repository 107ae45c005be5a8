import { alertAges, detectorNames, severities } from '@porchlight/contract/alert-choices.ts'
import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import { Field } from '@porchlight/ui/field.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { FilterForm } from '#app/filter-form.tsx'
import { capital, namesOf } from '#app/messages.ts'
import { typedTerms } from '#app/typed-terms.ts'

export type AlertTerms = Omit<Body<Api['queryAlerts']>, 'state' | 'before'>

/** Which open alerts to show. */
export function AlertFilters({ onSubmit }: { onSubmit: (terms: AlertTerms) => void }) {
  const { t, word, page } = useDesk()
  const any = { value: '', label: t('tasks.any') }
  const choice = (family: string, names: readonly string[]) => [
    any,
    ...names.map((value) => ({ value, label: capital(word(family, value)) })),
  ]
  const others = namesOf('alert').filter(
    (name) => name !== 'unexplained-access' && !detectorNames.some((detector) => detector === name),
  )
  return (
    <FilterForm onSubmit={(form) => onSubmit(typedTerms<AlertTerms>(form, ['accountId']))}>
      <SelectField
        name="subject"
        id="alerts-subject"
        label={t('record.action')}
        options={choice('alert', [...detectorNames, ...others])}
      />
      <SelectField
        name="severity"
        id="alerts-severity"
        label={t('alerts.severity')}
        options={choice('severity', severities)}
      />
      <SelectField
        name="age"
        id="alerts-age"
        label={t('alerts.age.least')}
        options={choice('alert-age', alertAges.slice(1))}
      />
      <SelectField
        name="ownerCsrId"
        id="alerts-owner"
        label={t('alerts.owner')}
        options={[
          any,
          { value: page.desk.csrId, label: t('alerts.owner.me') },
          { value: '-', label: t('alerts.owner.none') },
        ]}
      />
      <Field name="csrId" id="alerts-csr" label={t('alerts.about')} autocomplete="off" />
      <Field
        name="accountId"
        id="alerts-account"
        label={t('account.number')}
        inputmode="numeric"
        autocomplete="off"
      />
    </FilterForm>
  )
}
