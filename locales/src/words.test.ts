import { expect, test } from 'vitest'
import { wordsOf } from './words.ts'

test.each(['portal', 'desk', 'mail', 'server'] as const)(
  '%s has the same keys in both languages',
  (reader) => {
    const { en, es } = wordsOf(reader)
    expect(Object.keys(en).length).toBeGreaterThan(50)
    expect(Object.keys(es)).toEqual(Object.keys(en))
  },
)

test('a reader has its own words and the shared ones, and no other reader’s', () => {
  const { en } = wordsOf('desk')
  expect(en).toHaveProperty(['tasks.title'])
  expect(en).toHaveProperty(['service.gas'], 'Gas')
  expect(en).not.toHaveProperty(['card-payment.title'])
  expect(wordsOf('portal').en).toHaveProperty(['service.gas'], 'Gas')
})
