import { expect, test } from 'vitest'
import { normalisedContact } from './normalised-contact.ts'

test.each([
  '(619) 271-0105',
  '+1 619 271 0105 ext. 12',
  '619-271-0105 x12',
  '619.271.0105 #12',
  '\u202a+1 (619) 271\u20110105\u202c',
  'tel:+1-619-271-0105;ext=12',
])('%j is stored as the telephone that the search finds', (value) => {
  expect(normalisedContact('mobile', value)).toBe('+16192710105')
})

test.each([
  ['\u200eNora.Pasteworth@Example.com,', 'nora.pasteworth@example.com'],
  ['mailto:nora.pasteworth@example.com', 'nora.pasteworth@example.com'],
])('%j is stored as the e-mail address that the search finds', (value, stored) => {
  expect(normalisedContact('email', value)).toBe(stored)
})

test.each(['', '12', 'call me', '271-0105', 'nora@example.com'])('%j is not a telephone', (value) => {
  expect(normalisedContact('phone', value)).toBeUndefined()
})

test.each(['', 'nora', 'nora@', '619-271-0105'])('%j is not an e-mail address', (value) => {
  expect(normalisedContact('email', value)).toBeUndefined()
})
