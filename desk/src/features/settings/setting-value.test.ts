import { expect, test } from 'vitest'
import { kindOf, readValue, written } from './setting-value.ts'

const typed = (value?: string) => {
  const form = new FormData()
  if (value !== undefined) form.set('value', value)
  return form
}

test('reads back a written value of every kind', () => {
  for (const value of [30, 'officer@utility.example', ['call', 'task'], ''])
    expect(readValue(kindOf(value), typed(written(value)))).toEqual(value)
  expect(kindOf('officer@utility.example')).toBe('line')
  expect(kindOf('optional', ['off', 'optional'])).toBe('choice')
  expect(readValue('choice', typed('off'))).toBe('off')
  expect(readValue('switch', typed('on'))).toBe(true)
  expect(readValue('switch', typed())).toBe(false)
})

test('ignores empty lines of a list, and keeps an invalid number as typed', () => {
  expect(readValue('list', typed('call\n\n  task \n'))).toEqual(['call', 'task'])
  expect(readValue('number', typed('soon'))).toBe('soon')
  expect(readValue('number', typed(''))).toBe('')
})
