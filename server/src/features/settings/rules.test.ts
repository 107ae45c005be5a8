import { bannerPlaceholders } from '@porchlight/contract/placeholders.ts'
import { settings } from '@porchlight/contract/settings.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keptValue, settingPlaces, shippedValue, unknownPlaceholders } from './rules.ts'

test('the setting accepts every shipped value', () => {
  for (const { setting, locale } of settingPlaces)
    expect(keptValue(setting, shippedValue(setting, locale))).toEqual({
      value: shippedValue(setting, locale),
    })
  for (const text of Object.values(settings['masquerade.banner'].default))
    expect(unknownPlaceholders(text, bannerPlaceholders)).toEqual([])
})

test.each([
  ['Viewing {customer} for {csr}', []],
  ['{name}', ['name']],
  ['{customer', ['{']],
  ['customer}', ['}']],
  ['{{customer}}', ['{']],
  ['{}', ['']],
  ['{ customer }', [' customer ']],
  ['{Customer} {account}', ['Customer']],
])('the placeholders of %j that are not known: %j', (text, unknown) => {
  expect(unknownPlaceholders(text, bannerPlaceholders)).toEqual(unknown)
})

test('a banner with every placeholder filled in has no brace left, or is refused', () => {
  const piece = fc.oneof(
    fc.constantFrom('{', '}', ...bannerPlaceholders.map((name) => `{${name}}`)),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('')
      const filled = bannerPlaceholders.reduce((so, name) => so.replaceAll(`{${name}}`, ''), text)
      if (unknownPlaceholders(text, bannerPlaceholders).length === 0) expect(filled).not.toMatch(/[{}]/)
    }),
  )
})
