import fc from 'fast-check'
import { expect, test } from 'vitest'
import { split } from './marked.tsx'

test('marks what matched, whatever its case and accents', () => {
  expect(split('María Álvarez', ['maria', 'alv'])).toEqual(['', 'María', ' ', 'Álv', 'arez'])
  expect(split('12 Oak Street', ['oak', 'street'])).toEqual(['12 ', 'Oak', ' ', 'Street'])
})

test('the beginnings of words are marked; the middle of one only where no word begins so', () => {
  expect(split('Mary Gomez', ['m'])).toEqual(['', 'M', 'ary Gomez'])
  expect(split('Ann-Mary', ['mary'])).toEqual(['Ann-', 'Mary'])
  expect(split('Rosemary', ['mary'])).toEqual(['Rose', 'mary'])
})

test('nothing matched, nothing marked', () => {
  expect(split('12 Oak Street', ['elm', ' ', ''])).toEqual(['12 Oak Street'])
})

test('the pieces together are the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (text, parts) => {
      expect(split(text, parts).join('')).toBe(text)
    }),
  )
})
