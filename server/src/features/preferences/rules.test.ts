import { channelsOf, defaultChoices } from '@porchlight/contract/preferences.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namedChoices, standingChoices } from './rules.ts'

const complete = fc.record(
  Object.fromEntries(
    Object.keys(defaultChoices).map((name) => [
      name,
      fc.record({
        email: fc.boolean(),
        text: channelsOf(name).includes('text') ? fc.boolean() : fc.constant(false),
      }),
    ]),
  ) as Record<keyof typeof defaultChoices, fc.Arbitrary<{ email: boolean; text: boolean }>>,
)

test('returns every notification with every channel, whatever is stored', () => {
  fc.assert(
    fc.property(fc.anything(), (stored) => {
      const named = namedChoices(standingChoices(stored))
      expect(Object.keys(named)).toEqual(Object.keys(namedChoices(defaultChoices)))
      for (const isOn of Object.values(named)) expect(typeof isOn).toBe('boolean')
    }),
  )
})

test('returns complete choices unchanged', () => {
  fc.assert(
    fc.property(complete, (chosen) => {
      expect(standingChoices(chosen)).toEqual(chosen)
    }),
  )
})

test('gives a missing choice its default, and leaves out a notification that no longer exists', () => {
  const standing = standingChoices({ 'bill-ready': { email: false }, 'paper-plane': { email: true } })
  expect(standing).toEqual({
    ...defaultChoices,
    'bill-ready': { ...defaultChoices['bill-ready'], email: false },
  })
})

test('never changes the shared defaults', () => {
  const before = structuredClone(defaultChoices)
  standingChoices({ 'bill-ready': { email: false, text: true } })
  expect(defaultChoices).toEqual(before)
})
