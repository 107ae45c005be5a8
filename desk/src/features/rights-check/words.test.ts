import { features } from '@porchlight/contract/features.generated.ts'
import { wordsOf } from '@porchlight/locales/words.ts'
import { expect, test } from 'vitest'

test('the locale files name every feature whose endpoints are checked', () => {
  const { en, es } = wordsOf('desk')
  const checked = Object.entries(features).filter(
    ([, feature]) =>
      'endpoints' in feature &&
      Object.values(feature.endpoints).some((one: object) => !('action' in one && one.action === 'public')),
  )
  const keys = checked.map(([name]) => `rights-feature.${name}`)
  expect(keys.filter((key) => !(key in en) || !(key in es))).toEqual([])
})
