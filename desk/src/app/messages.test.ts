import { actionNames } from '@porchlight/contract/actions.ts'
import { entitlementNames } from '@porchlight/contract/entitlements.ts'
import { permissions } from '@porchlight/contract/permissions.ts'
import { reasons } from '@porchlight/contract/reasons.ts'
import { settingNames, settings } from '@porchlight/contract/settings.ts'
import { taskStates, taskTypes } from '@porchlight/contract/task-types.ts'
import { wordsOf } from '@porchlight/locales/words.ts'
import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import { compileMessage } from './message-format.ts'
import { type MessageKey, translator, wordsFor } from './messages.ts'

const { en, es } = wordsOf('desk')

test('has the same keys in both languages', () => {
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

test.each(['en', 'es'] as const)('parses every message in %s', (locale) => {
  const t = translator(locale)
  const values = new Proxy({}, { get: () => 2, has: () => true, getOwnPropertyDescriptor: () => ({}) })
  for (const key of Object.keys(en) as MessageKey[]) expect(t(key, values)).not.toBe('')
})

test('shows a name without words as it is', () => {
  expect(wordsFor(translator('en'))('role', 'night-porter')).toBe('night porter')
  expect(wordsFor(translator('en'))('role', null)).toBe('')
  expect(wordsFor(translator('en'))('payload', 'porchSwing')).toBe('porch swing')
  for (const text of ['The e-mail is someone else’s.', 'CIS-000012', 'not-wanted, she says'])
    expect(wordsFor(translator('en'))('task-reason', text)).toBe(text)
})

/** Returns the names of a message's values, so that the test can give each a value. */
const namesIn = (text: string) => [...text.matchAll(/\{\s*([\w-]+)/g)].map(([, name]) => name ?? '')

test.each(['en', 'es'] as const)('formats every message in %s as the ICU library does', (locale) => {
  const texts = Object.values(locale === 'en' ? en : es).filter((text) => text.includes('{'))
  const made =
    '{a, plural, =0 {none} one {# of {b, number}} other {{c, select, yes {# <b>} other {no #}}}} end'
  // A plural needs a number: the library refuses a word.
  for (const text of [...texts, made])
    for (const value of [0, 1, 2, 1234567, 'yes', 'other'])
      if (typeof value === 'number' || !/, ?(plural|number)/.test(text)) {
        const values = Object.fromEntries(namesIn(text).map((name) => [name, value]))
        const library = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true })
        expect(compileMessage(text, locale)(values)).toBe(String(library.format(values)))
      }
})

test('refuses a malformed message and names the position', () => {
  expect(() => compileMessage('{n, plural, one {a}', 'en')).toThrow('cannot be read')
  expect(() => compileMessage('{}', 'en')).toThrow('cannot be read')
})

test.each([
  ['English', en],
  ['Spanish', es],
])(
  'gives no section of the settings the name of a setting in %s, which landmarks may not share',
  (_, words) => {
    const namesOf = (family: string) =>
      Object.entries(words).flatMap(([key, text]) => (key.startsWith(family) ? [text] : []))
    const sections = namesOf('setting-section.')
    expect(sections.length).toBeGreaterThan(3)
    expect(namesOf('setting.').filter((name) => sections.includes(name))).toEqual([])
  },
)

test.each(Object.entries(wordsOf('desk')))(
  'says in %s what each change with a consequence does',
  (_, words) => {
    // Switching masquerades off has a sentence with a number.
    const said = Object.keys(words).filter((key) => key.startsWith('setting-consequence.'))
    const needed = settingNames.filter(
      (name) => settings[name].consequence !== 'none' && name !== 'masquerade.enabled',
    )
    expect(said.sort()).toEqual(needed.map((name) => `setting-consequence.${name}`).sort())
  },
)
