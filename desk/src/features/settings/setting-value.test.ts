import { expect, test } from 'vitest'
import { kindOf, readValue, written } from './setting-value.ts'

const typed = (value?: string) => {
  const form = new FormData()
  if (value !== undefined) form.set('value', value)
  return form
}

test('what was written is read again, whatever its kind', () => {
  for (const value of [30, 'Masquerade of {customer}', ['call', 'task'], ''])
    for (const locale of ['en', ''])
      expect(readValue(kindOf(value, locale), typed(written(value)))).toEqual(value)
  expect(kindOf('officer@utility.example', '')).toBe('line')
  expect(readValue('switch', typed('on'))).toBe(true)
  expect(readValue('switch', typed())).toBe(false)
})

test('empty lines of a list are no entries; what is no number stays as it was typed', () => {
  expect(readValue('list', typed('call\n\n  task \n'))).toEqual(['call', 'task'])
  expect(readValue('number', typed('soon'))).toBe('soon')
  expect(readValue('number', typed(''))).toBe('')
})
