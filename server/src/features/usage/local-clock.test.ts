import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, dateOfDay, dayOfDate, yearBefore } from './calendar-day.ts'
import { localClock } from './local-clock.ts'

// Changes at 2:00, at 1:00 UTC, at midnight (skipped and repeated), of half an hour, twice around Ramadan, none.
const ZONES = [
  'America/New_York',
  'Europe/London',
  'America/Sao_Paulo',
  'America/Havana',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'Pacific/Apia',
  'UTC',
]
const zone = fc.constantFrom(...ZONES)
const instant = fc.integer({ min: Date.UTC(2005, 0, 1) / 1000, max: Date.UTC(2035, 0, 1) / 1000 })
const formats = new Map(
  ZONES.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }),
  ]),
)
const wall = (timeZone: string, at: number) => formats.get(timeZone)?.format(at * 1000) ?? ''

describe('the local clock', () => {
  it('agrees with Intl at any instant', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, at) => {
        const local = new Date((at + localClock(timeZone).offsetAt(at)) * 1000).toISOString()
        expect(local.slice(0, 19).replace('T', ' ')).toBe(wall(timeZone, at))
      }),
      { numRuns: 400 },
    )
  })

  it('starts each day at its first instant', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, at) => {
        const clock = localClock(timeZone)
        const day = clock.dayOf(at)
        const start = clock.startOfDay(day)
        expect(start).toBeLessThanOrEqual(at)
        expect(wall(timeZone, start).slice(0, 10)).toBe(dateOfDay(day))
        expect(wall(timeZone, start - 1).slice(0, 10)).not.toBe(dateOfDay(day))
      }),
      { numRuns: 400 },
    )
  })

  it('knows days of 23 and 25 hours, also where midnight is skipped', () => {
    const hours = (timeZone: string, date: string) => {
      const clock = localClock(timeZone)
      return (clock.startOfDay(dayOfDate(date) + 1) - clock.startOfDay(dayOfDate(date))) / 3600
    }
    expect(hours('America/New_York', '2024-03-10')).toBe(23)
    expect(hours('America/New_York', '2024-11-03')).toBe(25)
    expect(hours('America/Sao_Paulo', '2018-11-04')).toBe(23)
    expect(hours('America/Sao_Paulo', '2018-02-17')).toBe(25)
    expect(hours('Australia/Lord_Howe', '2024-04-07')).toBe(24.5)
    expect(() => localClock('Nowhere/Land')).toThrow(RangeError)
  })

  it('steps months and years', () => {
    expect(addMonths('2024-01', -1)).toBe('2023-12')
    expect(addMonths('2023-12', 14)).toBe('2025-02')
    expect(yearBefore('2024-02-29')).toBeUndefined()
    expect(yearBefore('2025-02-28')).toBe('2024-02-28')
    expect(() => dayOfDate('2023-02-30')).toThrow(RangeError)
  })
})
