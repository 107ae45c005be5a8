import type { DraftField } from '@porchlight/contract/prepared-changes.ts'
import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { countryName } from './country-name.ts'

type Props = { fields: readonly DraftField[]; wrong: (field: string) => string | undefined }

/** The id of a field on the screen. */
const idOf = ({ name }: DraftField) => `prepare-${name.replace('.', '-')}`

/** The fields of one command, filled in with the values that hold now. */
export function DraftFields({ fields, wrong }: Props) {
  return (
    <>
      {fields.map((field) => (
        <OneField key={field.name} field={field} error={wrong(field.name)} />
      ))}
    </>
  )
}

function OneField({ field, error }: { field: DraftField; error: string | undefined }) {
  const { t, word, page } = useDesk()
  const { name, kind, value, isOptional, choices } = field
  const shared = { id: idOf(field), name, label: word('prepared-field', name), error }
  if (kind === 'switch') return <CheckboxField {...shared} checked={value === 'on'} />
  if (kind === 'country' || kind === 'choice') {
    const options = (choices ?? []).map((choice) => ({
      value: choice.value,
      label: kind === 'country' ? countryName(choice.value, page.locale) : choice.label,
    }))
    if (kind === 'country') options.sort((one, other) => one.label.localeCompare(other.label, page.locale))
    const first = { value: '', label: t('prepare.choose') }
    return (
      <SelectField {...shared} value={value} options={kind === 'choice' ? [first, ...options] : options} />
    )
  }
  return (
    <Field
      {...shared}
      mark={isOptional ? t('prepare.optional') : undefined}
      defaultValue={kind === 'money' ? (Number(value) / 100).toFixed(2) : value}
      inputmode={kind === 'money' ? 'decimal' : undefined}
      short={kind === 'money'}
      autocomplete="off"
    />
  )
}
