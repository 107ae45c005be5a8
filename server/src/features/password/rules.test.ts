import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newPasswordProblems } from './rules.ts'

const change = (newPassword: string, repeatedPassword = newPassword) =>
  newPasswordProblems({ currentPassword: 'the one before', newPassword, repeatedPassword }, 'm.alvarez')

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
])('%s', (_, newPassword, repeated, problems) => {
  expect(change(newPassword, repeated).map(({ field, reason }) => [field, reason])).toEqual(problems)
})

test('whatever stands around it, the user name is found', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      expect(change(`${before}m.alvarez${after}`)[0]?.reason).toBe('password-names-user')
    }),
  )
})

test('a user name of three letters may stand in a password by chance', () => {
  const asked = { currentPassword: 'x', newPassword: 'bananas in may', repeatedPassword: 'bananas in may' }
  expect(newPasswordProblems(asked, 'ana')).toEqual([])
})
