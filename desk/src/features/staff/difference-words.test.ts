import { expect, test } from 'vitest'
import { translator, wordsFor } from '#app/messages.ts'
import { partName, partValue } from './difference-words.ts'

const format = { instant: (at: string) => at } as Parameters<typeof partName>[1]['format']
const words = (locale: 'en' | 'es') => {
  const t = translator(locale)
  return { t, word: wordsFor(t), format }
}

test('a membership shows the name of its group, and the key only where the group has no name', () => {
  const field = 'group call-centre-trainee hand'
  expect(partName({ field, groupName: 'Call center, trainees' }, words('en'))).toBe(
    'Group Call center, trainees (by hand)',
  )
  expect(partName({ field }, words('en'))).toContain('call-centre-trainee')
})

test('a proposal that a colleague decided says what they decided in words', () => {
  expect(partName({ field: 'decidedBy' }, words('es'))).toBe('Decidido por')
  expect(partValue('standing', 'withdrawn', words('en'))).toBe('withdrawn')
  expect(partValue('standing', 'withdrawn', words('es'))).toBe('retirada')
  expect(partValue('name', 'withdrawn', words('es'))).toBe('withdrawn')
})
