import { features } from '@porchlight/contract/features.generated.ts'
import { wordsOf } from '@porchlight/locales/words.ts'
import { expect, test } from 'vitest'

type OneFeature = { endpoints?: Record<string, { action: string }> }

test('the locale files name every feature whose endpoints are checked', () => {
  const { en, es } = wordsOf('desk')
  const checked = Object.entries(features as Record<string, OneFeature>).filter(([, { endpoints = {} }]) =>
    Object.values(endpoints).some(({ action }) => action !== 'public'),
  )
  const keys = checked.map(([name]) => `rights-feature.${name}`)
  expect(keys.filter((key) => !(key in en) || !(key in es))).toEqual([])
})
