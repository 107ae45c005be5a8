import { Button } from '@porchlight/ui/button.tsx'
import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { type Filters, filtersOf, hasFilters } from './search-filters.ts'
import type { Search } from './search-state.ts'

/** Filters of the search box. They apply to every search until the CSR turns them off; one click clears each. */
export function FilterBar({ search }: { search: Search }) {
  const { t, page, word } = useDesk()
  const terms = search.terms.value
  const box = terms.box ?? ''
  const set = (change: Filters) => search.type({ ...filtersOf({ ...terms, ...change }), box })
  return (
    <fieldset class="filter-bar">
      <legend class="visually-hidden">{t('search.group.filters')}</legend>
      <SelectField
        name="division"
        id="box-division"
        label={t('search.field.division')}
        value={terms.division ?? ''}
        onChange={({ currentTarget }) => set({ division: currentTarget.value })}
        options={[
          { value: '', label: t('search.any-division') },
          ...page.desk.divisions.map((value) => ({ value, label: word('division', value) })),
        ]}
      />
      <CheckboxField
        name="showAllPremises"
        id="box-all-premises"
        label={t('search.field.showAllPremises')}
        checked={terms.showAllPremises ?? false}
        onChange={({ currentTarget }) => set({ showAllPremises: currentTarget.checked })}
      />
      <CheckboxField
        name="hasWebUser"
        id="box-has-web-user"
        label={t('search.field.hasWebUser')}
        checked={terms.hasWebUser ?? false}
        onChange={({ currentTarget }) => set({ hasWebUser: currentTarget.checked })}
      />
      {hasFilters(terms) && (
        <Button variant="quiet" icon="close" onClick={() => search.type({ box })}>
          {t('search.clear-filters')}
        </Button>
      )}
    </fieldset>
  )
}
