import { expect, test } from 'vitest'
import { officeHours, severityFor } from './rules.ts'

test('reads days, spans over the weekend, and hours over midnight', () => {
  expect(officeHours(['mon-tue 08:00-18:30'])).toEqual([
    { day: 1, from: 480, to: 1110 },
    { day: 2, from: 480, to: 1110 },
  ])
  expect(officeHours(['sat-mon 09:00-24:00']).map(({ day, to }) => [day, to])).toEqual([
    [6, 1440],
    [7, 1440],
    [1, 1440],
  ])
  expect(officeHours(['sun 22:00-06:00'])).toEqual([
    { day: 7, from: 1320, to: 1440 },
    { day: 1, from: 0, to: 360 },
  ])
})

test('leaves out a line that is no office hours', () => {
  expect(officeHours(['monday 8-18', 'mon 08:00-25:00'])).toEqual([])
})

test('gives each detector the severity of its line, and low without one', () => {
  const lines = ['own-account: high', 'after-hours: medium']
  expect(severityFor('own-account', lines)).toBe('high')
  expect(severityFor('after-hours', lines)).toBe('medium')
  expect(severityFor('canary-opened', lines)).toBe('low')
})
