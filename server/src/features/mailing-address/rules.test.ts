import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressChoices, checkedAddress } from './rules.ts'

const address = {
  line1: '12 Oak St',
  line2: '',
  city: 'Port Ellis',
  region: 'CA',
  postalCode: '92101',
  country: 'US',
}
const check = (part: Partial<typeof address>) => checkedAddress({ ...address, ...part })

test.each([
  ['US', 'CA', '92101', '92101', 'CA'],
  ['US', 'california', '921011234', '92101-1234', 'CA'],
  ['US', 'PR', '00901', '00901', 'PR'],
  ['US', 'AE', '09001', '09001', 'AE'],
  ['CA', 'on', 'k1a0b1', 'K1A 0B1', 'ON'],
  ['CA', 'Quebec', 'H2Y 1C6', 'H2Y 1C6', 'QC'],
  ['MX', 'JAL', '44100', '44100', 'JAL'],
  ['GB', 'Kent', 'sw1a1aa', 'SW1A 1AA', 'Kent'],
  ['DE', '', '10115', '10115', ''],
  ['NL', '', '1012ab', '1012 AB', ''],
  ['HK', '', '', '', ''],
])('%s %s %s is kept as it is written there', (country, region, postalCode, kept, code) => {
  const checked = check({ country, region, postalCode })
  expect(checked.problems).toEqual([])
  expect(checked.address).toMatchObject({ postalCode: kept, region: code })
})

test.each([
  ['no such country', { country: 'XX' }, 'country', 'country'],
  ['a country that is no more', { country: 'AN' }, 'country', 'country'],
  ['a state of another country', { region: 'ON' }, 'region', 'region-of-country'],
  ['a made-up state', { region: 'ZZ' }, 'region', 'region-of-country'],
  ['no state', { region: '' }, 'region', 'required'],
  ['the outlying islands', { region: 'UM' }, 'region', 'region-of-country'],
  ['a Canadian code', { postalCode: 'K1A 0B1' }, 'postalCode', 'postal-code-of-country'],
  ['four digits', { postalCode: '9210' }, 'postalCode', 'postal-code-of-country'],
  ['a ZIP+3', { postalCode: '92101-123' }, 'postalCode', 'postal-code-of-country'],
  ['a ZIP with a space in it', { postalCode: '92 101' }, 'postalCode', 'postal-code-of-country'],
  ['no code', { postalCode: '' }, 'postalCode', 'required'],
  [
    'a ZIP in Canada',
    { country: 'CA', region: 'ON', postalCode: '92101' },
    'postalCode',
    'postal-code-of-country',
  ],
  [
    'letters in Germany',
    { country: 'DE', region: '', postalCode: 'ABCDE' },
    'postalCode',
    'postal-code-of-country',
  ],
] as const)('%s is refused by its field', (_, part, field, reason) => {
  expect(check(part).problems).toEqual([{ field, reason }])
})

test('for any input, an accepted address is accepted again in its stored form', () => {
  const typed = fc.record({
    country: fc.constantFrom(...addressChoices.countries, 'XX'),
    region: fc.constantFrom('CA', 'ON', 'JAL', '', 'nsw', 'Quebec'),
    postalCode: fc.constantFrom('92101', '921011234', 'k1a0b1', 'SW1A 1AA', '1012ab', '', '44100', '2000'),
  })
  fc.assert(
    fc.property(typed, (part) => {
      const first = check(part)
      if (first.problems.length > 0) return
      expect(checkedAddress(first.address)).toEqual({ address: first.address, problems: [] })
    }),
  )
})

test('the lists: 249 countries; 50 states, the district, territories and forces; 13 provinces and territories', () => {
  expect(addressChoices.countries).toHaveLength(249)
  const of = (country: string) => addressChoices.regions.find((one) => one.country === country)?.list
  expect(of('US')).toHaveLength(59)
  expect(of('CA')).toHaveLength(13)
  expect(of('MX')).toHaveLength(32)
  expect(of('US')?.[0]).toEqual({ code: 'AL', name: 'Alabama' })
})
