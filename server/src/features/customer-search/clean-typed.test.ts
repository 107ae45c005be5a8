import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanTyped } from './clean-typed.ts'
import { understand } from './understand.ts'

test.each([
  ['\u2068(619) 271-0105\u2069', '(619) 271-0105'],
  ['\u202a+1 (619) 271\u20110105\u202c', '+1 (619) 271-0105'],
  ['619–271–0105', '619-271-0105'],
  ['\u200e6192710105', '6192710105'],
  ['+1\ufe0d-619-271-0105', '+1-619-271-0105'],
  ['619/271-0105', '619-271-0105'],
  ['619·271·0105', '619-271-0105'],
  ['tel:+1-619-271-0105', '+1-619-271-0105'],
  ['Tel.: (619) 271-0105', '(619) 271-0105'],
  ['Phone: 619 271 0105', '619 271 0105'],
  ['６１９-２７１-０１０５', '619-271-0105'],
  ['٦١٩٢٧١٠١٠٥', '6192710105'],
  ['\u200enora.pasteworth@example.com', 'nora.pasteworth@example.com'],
  ['<nora.pasteworth@example.com>', 'nora.pasteworth@example.com'],
  ['nora.pasteworth@example.com,', 'nora.pasteworth@example.com'],
  ['nora.pasteworth@example.com.', 'nora.pasteworth@example.com'],
  ['mailto:nora.pasteworth@example.com?subject=Bill', 'nora.pasteworth@example.com'],
  ['Nora Pasteworth <nora.pasteworth@example.com>', 'nora.pasteworth@example.com'],
  ['“nora.pasteworth@example.com”', 'nora.pasteworth@example.com'],
  ['1000\u20110000\u201132', '1000-0000-32'],
  ['Account #1000000032', '1000000032'],
  ['Cuenta: 1000000032', '1000000032'],
  [' [1000000032] ', '1000000032'],
  // What is meant stays.
  ["O'Brien", "O'Brien"],
  ['Alvarez, Maria', 'Alvarez, Maria'],
  ['dl:X123-4567', 'dl:X123-4567'],
  ['12 1/2 Oak St #4', '12 1/2 Oak St #4'],
  ['al%z', 'al%z'],
  ['(619) 555 (0101)', '(619) 555 (0101)'],
  ['Mail Order Inc', 'Mail Order Inc'],
])('%j is cleaned to %j', (typed, cleaned) => expect(cleanTyped(typed)).toBe(cleaned))

test('leaves clean text unchanged, and removes surrounding characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const once = cleanTyped(text)
      expect(cleanTyped(once)).toBe(once)
    }),
  )
  const value = fc.constantFrom('6192710105', 'a.b@example.com', '1000000032', '(619) 271-0105')
  const wrap = fc.constantFrom('\u200e', '\u2068', '\u2069', '<', '>', '"', ',', ' ', '\ufeff', '\u00a0', ';')
  fc.assert(
    fc.property(value, fc.array(wrap, { maxLength: 3 }), (text, around) => {
      const pairs = new Map([
        ['<', '>'],
        ['>', ''],
      ])
      const before = around.map((sign) => (sign === '>' ? '' : sign)).join('')
      const after = around
        .toReversed()
        .map((sign) => pairs.get(sign) ?? sign)
        .join('')
      expect(understand(cleanTyped(before + text + after), [])).toEqual(understand(text, []))
    }),
  )
})
