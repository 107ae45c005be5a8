import { defaultChoices } from '@porchlight/contract/preferences.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namedChoices, standingChoices } from './rules.ts'

const complete = fc.record(
  Object.fromEntries(
    Object.keys(defaultChoices).map((name) => [name, fc.record({ email: fc.boolean(), text: fc.boolean() })]),
  ) as Record<keyof typeof defaultChoices, fc.Arbitrary<{ email: boolean; text: boolean }>>,
)

test('whatever is stored, the standing choices have every notification with every channel, and no other', () => {
  fc.assert(
    fc.property(fc.anything(), (stored) => {
      const named = namedChoices(standingChoices(stored))
      expect(Object.keys(named)).toEqual(Object.keys(namedChoices(defaultChoices)))
      for (const isOn of Object.values(named)) expect(typeof isOn).toBe('boolean')
    }),
  )
})

test('what was chosen in full stands as it was chosen', () => {
  fc.assert(
    fc.property(complete, (chosen) => {
      expect(standingChoices(chosen)).toEqual(chosen)
    }),
  )
})

test('a choice that is missing has its default; one of a notification that is no more is left out', () => {
  const standing = standingChoices({ 'bill-ready': { email: false }, 'paper-plane': { email: true } })
  expect(standing).toEqual({
    ...defaultChoices,
    'bill-ready': { ...defaultChoices['bill-ready'], email: false },
  })
})

test('the defaults are never written to', () => {
  const before = structuredClone(defaultChoices)
  standingChoices({ 'bill-ready': { email: false, text: true } })
  expect(defaultChoices).toEqual(before)
})
