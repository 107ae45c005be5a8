import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { wordsOf } from '@porchlight/locales/words.ts'
import { expect, test } from 'vitest'
import { deskWords } from './desk-words.mjs'

const project = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

const split = await deskWords(project, ['en', 'es'])

test.each(['en', 'es'] as const)('splits the words of the desk in %s, and loses none', (locale) => {
  const { first, later } = split[locale]
  expect({ ...first, ...later }).toEqual(wordsOf('desk')[locale])
  expect(Object.keys(first).filter((key) => key in later)).toEqual([])
})

test('keeps in the first bundle what the menus and the first screens say', () => {
  const { first, later } = split.en
  // A screen's title is in the menu, and a reason comes with any response.
  expect(first).toMatchObject({
    'retention.title': expect.any(String),
    'reason.not-found': expect.any(String),
  })
  expect(later).toHaveProperty(['retention.holds'])
})
