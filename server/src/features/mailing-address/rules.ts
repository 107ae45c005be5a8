import type { FieldProblem } from '@porchlight/contract/reasons.ts'
import type { PostalAddress } from '@porchlight/contract/values.ts'
import { iso31661, iso31662 } from 'iso-3166'
import { postcodeValidator, postcodeValidatorExistsForCountry } from 'postcode-validator'

/** Of an account that came without a mailing address. */
export const noAddress = {
  line1: '',
  line2: '',
  city: '',
  region: '',
  postalCode: '',
  country: '',
  version: 0,
}

export type Region = { code: string; name: string }

/**
 * Countries whose postal addresses name a state or province, each with a list of them. Elsewhere a region is free text, and may
 * be missing.
 */
const withRegions = ['US', 'CA', 'MX', 'AU', 'BR'] as const

/** Mail of the United States also goes to its forces; no mail goes to the outlying islands, where nobody lives. */
const armedForces: readonly Region[] = [
  { code: 'AA', name: 'Armed Forces Americas' },
  { code: 'AE', name: 'Armed Forces Europe' },
  { code: 'AP', name: 'Armed Forces Pacific' },
]

function regionsOf(country: string): Region[] {
  const listed = iso31662
    .filter(({ parent, code }) => parent === country && code !== 'US-UM')
    .map(({ code, name }) => ({ code: code.slice(country.length + 1), name }))
  const all = country === 'US' ? [...listed, ...armedForces] : listed
  return all.sort((one, other) => one.name.localeCompare(other.name, 'en'))
}

const countries = iso31661.flatMap(({ alpha2, state }) => (state === 'assigned' ? [alpha2] : [])).sort()
const regions: ReadonlyMap<string, Region[]> = new Map(
  withRegions.map((country) => [country, regionsOf(country)]),
)

/** What an address can be chosen from: ISO 3166-1 countries, and ISO 3166-2 regions where addresses name them. */
export const addressChoices = {
  countries,
  regions: [...regions].map(([country, list]) => ({ country, list })),
}

/** Writes a postal code as its country does: the space of a Canadian, British or Dutch code, the dash of a ZIP+4. */
function writtenPostalCode(country: string, typed: string): string {
  const upper = typed.toUpperCase().replace(/\s+/g, ' ')
  const plain = upper.replace(/[ -]/g, '')
  if (country === 'US' && /^\d{9}$/.test(plain)) return `${plain.slice(0, 5)}-${plain.slice(5)}`
  if (country === 'US') return upper
  if (country === 'CA' && plain.length === 6) return `${plain.slice(0, 3)} ${plain.slice(3)}`
  if (country === 'GB' && plain.length >= 5) return `${plain.slice(0, -3)} ${plain.slice(-3)}`
  if (country === 'NL' && plain.length === 6) return `${plain.slice(0, 4)} ${plain.slice(4)}`
  return upper
}

function problemOfPostalCode(country: string, postalCode: string): string | undefined {
  // A country whose form is not known takes any code, or none: some have no postal codes.
  if (!postcodeValidatorExistsForCountry(country)) return undefined
  if (postalCode === '') return 'required'
  return postcodeValidator(postalCode, country) ? undefined : 'postal-code-of-country'
}

/** Returns a region's code if the country has a list; accepts its name too, in any letter case. */
function regionIn(list: readonly Region[], typed: string): string | undefined {
  const same = (text: string) => text.toLowerCase() === typed.toLowerCase()
  return list.find(({ code, name }) => same(code) || same(name))?.code
}

/** Checks an address by its country, and gives it as it is kept: the region's code, the postal code as it is written there. */
export function checkedAddress(typed: PostalAddress): { address: PostalAddress; problems: FieldProblem[] } {
  const { country } = typed
  const problems: FieldProblem[] = []
  if (!countries.includes(country))
    return { address: typed, problems: [{ field: 'country', reason: 'country' }] }
  const postalCode = writtenPostalCode(country, typed.postalCode)
  const postalProblem = problemOfPostalCode(country, postalCode)
  if (postalProblem) problems.push({ field: 'postalCode', reason: postalProblem })
  const list = regions.get(country)
  const region = list ? regionIn(list, typed.region) : typed.region
  if (region === undefined)
    problems.push({ field: 'region', reason: typed.region === '' ? 'required' : 'region-of-country' })
  return { address: { ...typed, postalCode, region: region ?? typed.region }, problems }
}
