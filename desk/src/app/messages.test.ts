import { actionNames } from '@porchlight/contract/actions.ts'
import { entitlementNames } from '@porchlight/contract/entitlements.ts'
import { permissions } from '@porchlight/contract/permissions.ts'
import { reasons } from '@porchlight/contract/reasons.ts'
import { settingNames } from '@porchlight/contract/settings.ts'
import { taskStates, taskTypes } from '@porchlight/contract/task-types.ts'
import { wordsOf } from '@porchlight/locales/words.ts'
import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import { compileMessage } from './message-format.ts'
import { type MessageKey, translator, wordsFor } from './messages.ts'

const { en, es } = wordsOf('desk')

test('both languages have the same keys', () => {
  expect(Object.keys(es)).toEqual(Object.keys(en))
})

test.each([
  ['action', actionNames],
  ['entitlement', entitlementNames],
  ['permission', permissions],
  ['reason', Object.keys(reasons)],
  ['setting', settingNames],
  ['task-state', taskStates],
  ['task-type', taskTypes],
] as const)('every %s has words', (family, names) => {
  expect(names.filter((name) => !(`${family}.${name}` in en))).toEqual([])
})

test.each(['en', 'es'] as const)('every message can be read in %s', (locale) => {
  const t = translator(locale)
  const values = new Proxy({}, { get: () => 2, has: () => true, getOwnPropertyDescriptor: () => ({}) })
  for (const key of Object.keys(en) as MessageKey[]) expect(t(key, values)).not.toBe('')
})

test('a name without words is shown as it is', () => {
  expect(wordsFor(translator('en'))('role', 'night-porter')).toBe('night porter')
  expect(wordsFor(translator('en'))('role', null)).toBe('')
  expect(wordsFor(translator('en'))('payload', 'porchSwing')).toBe('porch swing')
  for (const text of ['The e-mail is someone else’s.', 'CIS-000012', 'not-wanted, she says'])
    expect(wordsFor(translator('en'))('task-reason', text)).toBe(text)
})

/** The names that a message asks for, so that every one of them is given a value. */
const namesIn = (text: string) => [...text.matchAll(/\{\s*([\w-]+)/g)].map(([, name]) => name ?? '')

test.each(['en', 'es'] as const)('every message in %s reads as the ICU library reads it', (locale) => {
  const texts = Object.values(locale === 'en' ? en : es).filter((text) => text.includes('{'))
  const made =
    '{a, plural, =0 {none} one {# of {b, number}} other {{c, select, yes {# <b>} other {no #}}}} end'
  // A plural is about a number; the library refuses a word there.
  for (const text of [...texts, made])
    for (const value of [0, 1, 2, 1234567, 'yes', 'other'])
      if (typeof value === 'number' || !/, ?(plural|number)/.test(text)) {
        const values = Object.fromEntries(namesIn(text).map((name) => [name, value]))
        const library = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true })
        expect(compileMessage(text, locale)(values)).toBe(String(library.format(values)))
      }
})

test('a message that cannot be read is refused with its place', () => {
  expect(() => compileMessage('{n, plural, one {a}', 'en')).toThrow('cannot be read')
  expect(() => compileMessage('{}', 'en')).toThrow('cannot be read')
})
