import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Fieldset } from '@porchlight/ui/fieldset.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { MessageKey } from '#app/messages.ts'
import type { FieldName } from './family-fields.ts'
import type { Terms } from './search-state.ts'

const families = [
  { id: 'name-address', names: ['name', 'street', 'city', 'postalCode'] },
  { id: 'keys', names: ['accountId', 'contact', 'webUser'] },
  { id: 'identifier', names: ['identifierType', 'identifier'] },
  { id: 'geographic', names: ['geographicType', 'geographicValue'] },
] as const satisfies { id: string; names: FieldName[] }[]

/** One field for each part of each family, and the filters. */
export function SearchFields({ terms }: { terms: Terms }) {
  const { t, page, word } = useDesk()
  const kinds = {
    identifierType: page.desk.identifierTypes.map((value) => ({ value, label: word('identifier', value) })),
    geographicType: page.desk.geographicTypes.map((value) => ({ value, label: word('geographic', value) })),
  }
  return (
    <>
      {families.map(({ id, names }) => (
        <Fieldset key={id} id={`search-${id}`} legend={t(`search.group.${id}`)}>
          {names.map((name) => {
            const common = {
              name,
              id: `search-${name}`,
              label: t(`search.field.${name}` satisfies MessageKey),
            }
            return name === 'identifierType' || name === 'geographicType' ? (
              <SelectField
                key={name}
                {...common}
                value={terms[name] ?? ''}
                options={[{ value: '', label: t('search.any-kind') }, ...kinds[name]]}
              />
            ) : (
              <Field
                key={name}
                {...common}
                defaultValue={terms[name] ?? ''}
                autocomplete="off"
                spellcheck={false}
              />
            )
          })}
        </Fieldset>
      ))}
      <Fieldset id="search-filters" legend={t('search.group.filters')}>
        <SelectField
          name="division"
          id="search-division"
          label={t('search.field.division')}
          value={terms.division ?? ''}
          options={[
            { value: '', label: t('search.any-division') },
            ...page.desk.divisions.map((value) => ({ value, label: word('division', value) })),
          ]}
        />
        <CheckboxField
          name="showAllPremises"
          id="search-all-premises"
          label={t('search.field.showAllPremises')}
          hint={t('search.field.showAllPremises.hint')}
          defaultChecked={terms.showAllPremises ?? false}
        />
        <CheckboxField
          name="hasWebUser"
          id="search-has-web-user"
          label={t('search.field.hasWebUser')}
          defaultChecked={terms.hasWebUser ?? false}
        />
      </Fieldset>
    </>
  )
}
