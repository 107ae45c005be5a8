import type { Client } from '@porchlight/contract/client.ts'
import type { SelectOption } from '@porchlight/ui/select-field.tsx'
import type { Translate } from '../../app/messages.ts'

type Choices = Awaited<ReturnType<Client['readAccountInformation']>>['addressChoices']
type Place = { country: string; region: string }

const countryName = (code: string, locale: string) =>
  new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code

/** Returns every country by its name in the reader's language. */
export function countryOptions({ countries }: Choices, locale: string): SelectOption[] {
  return countries
    .map((value) => ({ value, label: countryName(value, locale) }))
    .sort((one, other) => one.label.localeCompare(other.label, locale))
}

/** Returns a region with its country, `US-CA`, because two countries can use the same letters for their regions. */
export function regionValue({ country, region }: Place, { regions }: Choices): string {
  const list = regions.find((one) => one.country === country)?.list
  return list?.some(({ code }) => code === region) ? `${country}-${region}` : region
}

/** Returns the region without its country. A region of another country stays unchanged, and the server refuses it. */
export function plainRegion({ country, region }: Place): string {
  return region.startsWith(`${country}-`) ? region.slice(country.length + 1) : region
}

/** Returns a region's own name. */
export function regionLabel({ regions }: Choices, region: string): string {
  for (const { list } of regions) {
    const listed = list.find(({ code }) => code === region)
    if (listed) return listed.name
  }
  return region
}

/**
 * Returns the regions of every country that has a list, because without JavaScript the options cannot follow the chosen country.
 * This country's regions come first. A saved region that is on no list is kept as an option of its own.
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
