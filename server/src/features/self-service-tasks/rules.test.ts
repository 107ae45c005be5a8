import fc from 'fast-check'
import { expect, test } from 'vitest'
import { payloadLines } from './rules.ts'

const line = (field: string, value: string, before: string | null = null) => ({ field, value, before })

test.each([
  [
    'plain values',
    { payBy: 'card', again: true, none: null },
    [line('payBy', 'card'), line('again', 'true'), line('none', '')],
  ],
  [
    'a whole change',
    { before: { city: 'A', line2: '' }, after: { city: 'B', line2: '', country: 'US' } },
    [line('city', 'B', 'A'), line('line2', '', ''), line('country', 'US')],
  ],
  ['a field’s change', { nickname: { before: 'Home', after: 'Shop' } }, [line('nickname', 'Shop', 'Home')]],
  [
    'nested choices',
    { before: { bill: { email: true } }, after: { bill: { email: false, text: true } } },
    [line('bill.email', 'false', 'true'), line('bill.text', 'true')],
  ],
  ['lists', { channels: ['email', 'text'] }, [line('channels', 'email, text')]],
  ['a first value', { before: null, after: { city: 'B' } }, [line('city', 'B')]],
  [
    'a field that went',
    { before: { a: 1, b: 2 }, after: { a: 1 } },
    [line('a', '1', '1'), line('b', '', '2')],
  ],
  [
    'a field called after',
    { after: '2026-01-01', reason: 'x' },
    [line('after', '2026-01-01'), line('reason', 'x')],
  ],
  ['nothing', {}, []],
])('%s', (_, payload, lines) => expect(payloadLines(payload)).toEqual(lines))

test('renders any payload as lines of text, each field once', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.jsonValue()), (payload) => {
      const lines = payloadLines(payload)
      const fields = lines.map(({ field }) => field)
      for (const { value } of lines) expect(value).toBeTypeOf('string')
      expect(fields).toEqual([...new Set(fields)])
    }),
  )
})
