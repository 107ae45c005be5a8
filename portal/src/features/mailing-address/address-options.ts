import type { Client } from '@porchlight/contract/client.ts'
import type { SelectOption } from '@porchlight/ui/select-field.tsx'
import type { Translate } from '../../app/messages.ts'

type Choices = Awaited<ReturnType<Client['readAccountInformation']>>['addressChoices']
type Place = { country: string; region: string }

const countryName = (code: string, locale: string) =>
  new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code

/** Every country by its name in the reader's language. */
export function countryOptions({ countries }: Choices, locale: string): SelectOption[] {
  return countries
    .map((value) => ({ value, label: countryName(value, locale) }))
    .sort((one, other) => one.label.localeCompare(other.label, locale))
}

/** A region as the list names it, `US-CA`: the same letters mean another region in another country. */
export function regionValue({ country, region }: Place, { regions }: Choices): string {
  const list = regions.find((one) => one.country === country)?.list
  return list?.some(({ code }) => code === region) ? `${country}-${region}` : region
}

/** The region without its country: of another country's list it stays as it is, and is refused. */
export function plainRegion({ country, region }: Place): string {
  return region.startsWith(`${country}-`) ? region.slice(country.length + 1) : region
}

/** A region's own name. */
export function regionLabel({ regions }: Choices, region: string): string {
  for (const { list } of regions) {
    const found = list.find(({ code }) => code === region)
    if (found) return found.name
  }
  return region
}

/**
 * The regions of the countries that have a list, this country's first: without JavaScript another country is chosen on the same
 * page. What stands and is on no list is kept as a choice of its own.
 */
export function regionOptions(
  { regions }: Choices,
  country: string,
  chosen: string,
  t: Translate,
  locale: string,
): SelectOption[] {
  const ordered = regions.toSorted(
    (one, other) => Number(other.country === country) - Number(one.country === country),
  )
  const listed = ordered.flatMap((one) =>
    one.list.map(({ code, name }) => ({
      value: `${one.country}-${code}`,
      label: name,
      group: countryName(one.country, locale),
    })),
  )
  const isListed = chosen === '' || listed.some(({ value }) => value === chosen)
  return [
    { value: '', label: t('mailing-address.no-region') },
    ...(isListed ? [] : [{ value: chosen, label: chosen }]),
    ...listed,
  ]
}
