import { expect, test } from 'vitest'
import { translator, wordsFor } from '#app/messages.ts'
import { deskActions } from './actions.ts'
import { reasonOf, reasonWords } from './reason-words.ts'

const en = wordsFor(translator('en'))
const es = wordsFor(translator('es'))
const names = Object.values(deskActions).flatMap(({ quickReasons }) => quickReasons)

test.each(names)('%s has words in both languages', (name) => {
  for (const word of [en, es]) expect(word('quick-reason', name)).not.toBe(name.replaceAll('-', ' '))
})

test('shows a quick reason in the reader’s language, with the typed text beside it', () => {
  const reason = reasonOf('asked-twice', '  see 12-34 ')
  expect(reason).toBe('asked-twice · see 12-34')
  const line = { reason, action: 'discard' }
  expect(reasonWords(en, line)).toBe('The customer asked twice · see 12-34')
  expect(reasonWords(es, line)).toBe('El cliente lo pidió dos veces · see 12-34')
})

test('shows typed text unchanged', () => {
  for (const typed of ['a follow-up for McDonald', 'x · y', 'constructor', '<b>'])
    expect(reasonWords(en, { reason: reasonOf('', typed), action: 'note' })).toBe(typed)
  expect(reasonOf('', '   ')).toBe('')
})

test('shows a reason of the worker in its own words', () => {
  expect(reasonWords(en, { reason: 'mail-server-gone', action: null })).toBe('mail server gone')
})
