import fc from 'fast-check'
import { expect, test } from 'vitest'
import list from './common-passwords.json' with { type: 'json' }
import { newPasswordProblems } from './rules.ts'

const account = { userName: 'm.alvarez', utilityName: 'Harbor Light & Water', leastLength: 12 }
const change = (newPassword: string, repeatedPassword = newPassword) =>
  newPasswordProblems({ currentPassword: 'the one before', newPassword, repeatedPassword }, account)

test.each([
  ['the user name in it', 'xxM.Alvarez2026', undefined, [['newPassword', 'password-names-user']]],
  ['the same as before', 'the one before', undefined, [['newPassword', 'password-same-as-before']]],
  ['not repeated alike', 'harbour lights', 'harbour light', [['repeatedPassword', 'password-not-repeated']]],
  [
    'repeated in other letters',
    'harbour lights',
    'Harbour lights',
    [['repeatedPassword', 'password-not-repeated']],
  ],
  ['nothing wrong', 'harbour lights', undefined, []],
  ['repeated with accents apart', 'Käsekuchen am See', 'Käsekuchen am See'.normalize('NFD'), []],
  ['repeated with another kind of space', 'harbour lights', 'harbour\u00a0lights', []],
])('%s', (_, newPassword, repeated, problems) => {
  expect(change(newPassword, repeated).map(({ field, reason }) => [field, reason])).toEqual(problems)
})

test.each(['Porchlight2026', 'p0rchl1ght!!!!', 'WaterBill 2026', '12Suministro34'])(
  'refuses words of this place with digits and signs around them: %s',
  (guessed) => {
    expect(change(guessed)).toEqual([{ field: 'newPassword', reason: 'password-too-common' }])
  },
)

test('accepts the current password with decomposed accents', () => {
  const before = 'Año nuevo en julio'
  const typed = { currentPassword: before, newPassword: before.normalize('NFD'), repeatedPassword: before }
  expect(newPasswordProblems(typed, account)).toEqual([
    { field: 'newPassword', reason: 'password-same-as-before' },
  ])
})

test('finds the user name whatever text surrounds it', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const reasons = change(`${before}m.alvarez${after}`).map(({ reason }) => reason)
      expect(reasons).toContain('password-names-user')
    }),
  )
})

test('a user name of three letters may stand in a password by chance', () => {
  const typed = { currentPassword: 'x', newPassword: 'bananas in may', repeatedPassword: 'bananas in may' }
  expect(newPasswordProblems(typed, { ...account, userName: 'ana' })).toEqual([])
})

test.each([
  ['password1234'],
  ['Password1234'],
  ['password12345'],
  ['P4ssw0rd1234!'],
  ['passwordpassword'],
  ['123456789012'],
  ['210987654321'],
  ['qwertyuiopas'],
  ['1qaz2wsx3edc'],
  ['aaaaaaaaaaaa'],
  ['abcabcabcabc'],
  ['sunshine2024!'],
  ['!!Sunshine2024'],
  ['iloveyou1234'],
  ['qwerty123456'],
  ['dragonmonkey'],
  ['Contraseña2026'],
  ['bienvenido2026'],
  ['electricidad1'],
  ['harborlightwater'],
  ['Harbor Light & Water 1'],
  ['letmeinletmein'],
])('%s is guessed first, and refused', (newPassword) => {
  expect(change(newPassword)).toContainEqual({ field: 'newPassword', reason: 'password-too-common' })
})

test.each([
  ['correct horse battery staple'],
  ['harbour lights at nine'],
  ['tres tristes tigres'],
  ['🏮🏮🏮🏮🏮🏮🏮🏮🏮🏮🏮🏮'],
  ['vR7#kq2Lw9!x'],
  ['el perro de mi vecina'],
  ['Käsekuchen am See'],
])('accepts %s', (newPassword) => {
  expect(change(newPassword)).toEqual([])
})

test('the list names its source and its length', () => {
  expect(list.source).toMatch(/@zxcvbn-ts\/language-common 4\.1\.3/)
  expect(list.license).toMatch(/^MIT/)
  expect(list.passwords.split(' ')).toHaveLength(list.count)
})
