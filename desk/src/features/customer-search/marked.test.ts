import fc from 'fast-check'
import { expect, test } from 'vitest'
import { split } from './marked.tsx'

test('marks matches regardless of case and accents', () => {
  expect(split('María Álvarez', ['maria', 'alv'])).toEqual(['', 'María', ' ', 'Álv', 'arez'])
  expect(split('12 Oak Street', ['oak', 'street'])).toEqual(['12 ', 'Oak', ' ', 'Street'])
})

test('marks the beginnings of words, and the middle of a word only if no word begins with the part', () => {
  expect(split('Mary Gomez', ['m'])).toEqual(['', 'M', 'ary Gomez'])
  expect(split('Ann-Mary', ['mary'])).toEqual(['Ann-', 'Mary'])
  expect(split('Rosemary', ['mary'])).toEqual(['Rose', 'mary'])
})

test('marks nothing without a match', () => {
  expect(split('12 Oak Street', ['elm', ' ', ''])).toEqual(['12 Oak Street'])
})

test('returns pieces that join to the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (text, parts) => {
      expect(split(text, parts).join('')).toBe(text)
    }),
  )
})
