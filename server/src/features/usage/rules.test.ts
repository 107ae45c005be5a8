import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOfDate } from './calendar-day.ts'
import { changeFromLastYear, dayBars, monthBars } from './compare-years.ts'
import { localClock } from './local-clock.ts'
import { packMonths, unpackMonth } from './pack-months.ts'
import {
  averageDay,
  type DayTotal,
  daysBetween,
  daysOfMonth,
  dayTotals,
  highestDay,
  monthTotals,
} from './rules.ts'

const ZONE = 'America/New_York'
const clock = localClock(ZONE)
const hours = (from: string, to: string, value: (slot: number) => number | null) => {
  const startsAt = clock.startOfDay(dayOfDate(from))
  const length = (clock.startOfDay(dayOfDate(to) + 1) - startsAt) / 3600
  return { startsAt, intervalMinutes: 60, values: Array.from({ length }, (_, slot) => value(slot)) }
}
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

describe('totals by local day and month', () => {
  it('add up: readings = days = months = packed months', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(ZONE, 'Europe/London', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'UTC'),
        fc.constantFrom(30, 60, 1440),
        fc.integer({ min: 15_000, max: 20_000 }),
        fc.array(fc.option(fc.nat(9000)), { minLength: 1, maxLength: 2500 }),
        (timeZone, intervalMinutes, day, values) => {
          fc.pre(timeZone !== 'Australia/Lord_Howe' || intervalMinutes !== 60)
          const run = { startsAt: localClock(timeZone).startOfDay(day), intervalMinutes, values }
          const days = dayTotals([run], timeZone)
          const months = monthTotals(days)
          const total = sum(values.map((value) => value ?? 0))
          expect(sum(days.map((one) => one.total))).toBe(total)
          expect(sum(months.map((one) => one.total))).toBe(total)
          expect(sum(days.map((one) => one.readings))).toBe(values.filter((value) => value !== null).length)

          const packed = packMonths({ servicePointId: 'sp', channel: 'delivered' }, run, timeZone)
          const again = monthTotals(dayTotals(packed.map(unpackMonth), timeZone))
          const measured = ({ total, month, completeDays }: (typeof months)[0]) => ({
            total,
            month,
            completeDays,
          })
          expect(again.filter((one) => one.completeness !== 'missing').map(measured)).toEqual(
            months.filter((one) => one.completeness !== 'missing').map(measured),
          )
        },
      ),
      { numRuns: 40 },
    )
  })

  it('are right on the days on which the clock changes', () => {
    const days = dayTotals([hours('2024-03-01', '2024-11-30', () => 10)], ZONE)
    const day = (date: string) => days.find((one) => one.date === date)
    expect(day('2024-03-10')).toMatchObject({ total: 230, expected: 23, completeness: 'complete' })
    expect(day('2024-11-03')).toMatchObject({ total: 250, expected: 25, completeness: 'complete' })
    expect(day('2024-11-04')).toMatchObject({ total: 240, expected: 24, completeness: 'complete' })
    expect(monthTotals(days).map(({ month, total }) => [month, total])[0]).toEqual(['2024-03', 7430])
  })

  it('mark gaps: a missing hour, a missing day, missing days between two runs, a month begun', () => {
    const first = hours('2024-01-30', '2024-02-02', (slot) =>
      slot === 5 || (slot >= 24 && slot < 48) ? null : 1,
    )
    const days = dayTotals([hours('2024-02-05', '2024-02-05', () => 2), first], ZONE)
    expect(days.map(({ date, completeness }) => [date.slice(5), completeness])).toEqual([
      ['01-30', 'partial'],
      ['01-31', 'missing'],
      ['02-01', 'complete'],
      ['02-02', 'complete'],
      ['02-03', 'missing'],
      ['02-04', 'missing'],
      ['02-05', 'complete'],
    ])
    expect(monthTotals(days)).toMatchObject([
      { month: '2024-01', total: 23, completeDays: 0, partialDays: 1, completeness: 'partial' },
      { month: '2024-02', total: 96, days: 29, completeDays: 3, completeness: 'partial' },
    ])
    expect(highestDay(days)).toMatchObject({ date: '2024-02-05' })
    expect(averageDay(days)).toBe(32)
    expect(highestDay([])).toBeUndefined()
    expect(averageDay([])).toBeUndefined()
    expect(daysOfMonth(days, '2024-02').length).toBe(29)
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(3)
    expect(dayTotals([], ZONE)).toEqual([])
  })
})

describe('beside last year', () => {
  const day = (
    date: string,
    total: number,
    completeness: DayTotal['completeness'] = 'complete',
  ): DayTotal => ({
    date,
    total,
    readings: 24,
    expected: 24,
    completeness,
  })

  it('compares only days measured in full in both years', () => {
    const history = [
      day('2023-10-01', 100),
      day('2023-10-02', 50, 'partial'),
      day('2024-10-01', 112),
      day('2024-10-02', 500),
    ]
    expect(changeFromLastYear(history.slice(2), history)).toEqual({
      now: 112,
      before: 100,
      days: 1,
      percent: 12,
    })
    expect(changeFromLastYear([day('2024-02-29', 5)], history)).toEqual({ now: 0, before: 0, days: 0 })
    expect(changeFromLastYear([day('2024-10-01', 5)], [day('2023-10-01', 0)]).percent).toBeUndefined()
  })

  it('is shown by the month bars and the day bars, with gaps', () => {
    const history = dayTotals(
      [hours('2023-02-01', '2023-03-31', () => 1), hours('2024-02-01', '2024-03-15', () => 2)],
      ZONE,
    )
    const bars = monthBars(history, '2024-04', 4)
    const percent = (month: string) => changeFromLastYear(daysOfMonth(history, month), history).percent
    expect(bars.map((bar) => [bar.month, bar.now?.total, bar.before?.total, percent(bar.month)])).toEqual([
      ['2024-01', undefined, undefined, undefined],
      ['2024-02', 29 * 48, 28 * 24, 100],
      ['2024-03', 15 * 48 - 2, 31 * 24 - 1, ((15 * 48 - 2 - (15 * 24 - 1)) / (15 * 24 - 1)) * 100],
      ['2024-04', undefined, undefined, undefined],
    ])
    const february = dayBars(history, '2024-02')
    expect(february.length).toBe(29)
    expect(february[28]).toEqual({ date: '2024-02-29', now: expect.objectContaining({ total: 48 }) })
    expect(february[0]?.before?.total).toBe(24)
    expect(dayBars(history, '2024-03')[20]?.now.completeness).toBe('missing')
  })
})
