import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { SlotRun } from '@porchlight/server/features/usage/slot-run.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gasUsage } from './gas-shapes.ts'
import { homeUsage, isAway } from './home-shapes.ts'
import { hourGrid } from './hour-grid.ts'
import { waterUsage } from './water-shapes.ts'

const HOUR = 3600
const ZONE = 'America/Los_Angeles'
const YEAR = { from: Date.UTC(2023, 0, 1, 8) / 1000, to: Date.UTC(2024, 0, 1, 8) / 1000, timeZone: ZONE }

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const numbers = (run: SlotRun | undefined) => Array.from(run?.values ?? [], (value) => value ?? Number.NaN)

/** What tells a home's load from noise: ratios of mean loads, and how an hour goes with the hour and the day before. */
function features(
  values: readonly number[],
  from: number,
  timeZone: string,
  summer = [5, 6, 7],
  winter = [11, 0, 1],
) {
  const grid = hourGrid(from, from + values.length * HOUR, timeZone)
  const where = (test: (hour: number, weekday: number, month: number) => boolean) =>
    mean(
      values.filter((_, index) => {
        const day = new Date((grid.firstDay + (grid.day[index] ?? 0)) * 86_400_000)
        return test(grid.hour[index] ?? 0, day.getUTCDay(), day.getUTCMonth())
      }),
    )
  const center = mean(values)
  const variance = mean(values.map((value) => (value - center) ** 2))
  const correlation = (lag: number) =>
    mean(values.slice(lag).map((value, index) => (value - center) * ((values[index] ?? 0) - center))) /
    variance
  const night = where((hour) => hour >= 2 && hour < 5)
  return {
    annualKWh: (center * 8760) / 1000,
    loadFactor: center / Math.max(...values),
    eveningToNight: where((hour) => hour >= 18 && hour < 22) / night,
    morningToNight: where((hour) => hour >= 7 && hour < 9) / night,
    summerToWinter:
      where((_, __, month) => summer.includes(month)) / where((_, __, month) => winter.includes(month)),
    weekdayToWeekend:
      where((_, weekday) => weekday > 0 && weekday < 6) /
      where((_, weekday) => weekday === 0 || weekday === 6),
    hourAfterHour: correlation(1),
    dayAfterDay: correlation(24),
  }
}

/** The ranges a made-up home must lie in; the test with real data checks that real homes lie in them too. */
const HOME_RANGES: Record<string, [low: number, high: number]> = {
  eveningToNight: [1.5, 3.2],
  morningToNight: [1.2, 2],
  summerToWinter: [0.8, 1.9],
  weekdayToWeekend: [0.92, 1.04],
  loadFactor: [0.1, 0.55],
  hourAfterHour: [0.4, 0.98],
  dayAfterDay: [0.35, 0.98],
}

function inRanges(name: string, measured: Record<string, number>) {
  const outside = Object.entries(HOME_RANGES).flatMap(([feature, [low, high]]) => {
    const value = measured[feature] ?? Number.NaN
    return value >= low && value <= high ? [] : [`${name}: ${feature} ${value}`]
  })
  expect(outside).toEqual([])
}

describe('made-up homes', () => {
  it('look like homes', () => {
    for (const [kind, low, high] of [
      ['apartment', 2000, 6500],
      ['house', 4000, 14_000],
      ['large-house', 8000, 28_000],
    ] as const) {
      for (let seed = 1; seed <= 8; seed += 1) {
        const measured = features(numbers(homeUsage({ ...YEAR, seed, kind }).delivered), YEAR.from, ZONE)
        inRanges(`${kind} ${seed}`, measured)
        expect(measured.annualKWh).toBeGreaterThan(low)
        expect(measured.annualKWh).toBeLessThan(high)
      }
    }
  })

  it('use little at night and on Sundays if they are shops or offices', () => {
    const office = features(
      numbers(homeUsage({ ...YEAR, seed: 1, kind: 'office' }).delivered),
      YEAR.from,
      ZONE,
    )
    expect(office.weekdayToWeekend).toBeGreaterThan(1.8)
    expect(office.dayAfterDay).toBeGreaterThan(0.6)
    const shop = features(numbers(homeUsage({ ...YEAR, seed: 1, kind: 'shop' }).delivered), YEAR.from, ZONE)
    expect(shop.weekdayToWeekend).toBeGreaterThan(1.05)
  })

  it('heat in winter, charge cars at night and export the sun at midday', () => {
    const home = { ...YEAR, seed: 4, kind: 'house' } as const
    const plain = features(numbers(homeUsage(home).delivered), YEAR.from, ZONE)
    const heated = features(numbers(homeUsage({ ...home, electricHeating: true }).delivered), YEAR.from, ZONE)
    expect(heated.summerToWinter).toBeLessThan(plain.summerToWinter * 0.6)
    const car = features(numbers(homeUsage({ ...home, electricCar: true }).delivered), YEAR.from, ZONE)
    expect(car.eveningToNight).toBeLessThan(1)
    expect(car.annualKWh - plain.annualKWh).toBeGreaterThan(1500)

    const { delivered, received } = homeUsage({ ...home, solar: 5 })
    const out = features(numbers(received), YEAR.from, ZONE)
    expect(out.summerToWinter).toBeGreaterThan(1.5)
    expect(out.annualKWh).toBeGreaterThan(2500)
    expect(numbers(received).every((value, slot) => value === 0 || delivered.values[slot] === 0)).toBe(true)
    const grid = hourGrid(YEAR.from, YEAR.to, ZONE)
    expect(
      numbers(received).every((value, slot) => value === 0 || Math.abs((grid.sunHour[slot] ?? 0) - 12) < 9),
    ).toBe(true)
  })

  it('are away now and then', () => {
    const away = Array.from({ length: 200 }, (_, seed) =>
      Array.from({ length: 365 }, (_, day) => isAway(seed, 19_358 + day)).filter(Boolean),
    ).map((days) => days.length)
    expect(mean(away)).toBeGreaterThan(6)
    expect(Math.max(...away)).toBeLessThanOrEqual(39)
  })

  it('are the same hour by hour in whatever stretch they are made, and gaps are gaps', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.nat(8000),
        fc.integer({ min: 1, max: 600 }),
        fc.boolean(),
        (seed, start, length, car) => {
          const home = { seed, kind: 'house', timeZone: ZONE, solar: 4, electricCar: car } as const
          const [from, to] = [YEAR.from + start * HOUR, YEAR.from + (start + length) * HOUR]
          const whole = homeUsage({ ...home, from: from - 50 * HOUR, to: to + 50 * HOUR })
          const gap = [{ from: from + HOUR, to: from + 3 * HOUR }]
          const part = homeUsage({ ...home, from, to, gap })
          const expected = numbers(whole.delivered)
            .slice(50, 50 + length)
            .map((value, slot) => (slot === 1 || slot === 2 ? null : value))
          expect(part.delivered.values).toEqual(expected)
          expect(numbers(part.received).slice(3)).toEqual(numbers(whole.received).slice(53, 50 + length))
          expect(expected.every((value) => value === null || (Number.isInteger(value) && value >= 0))).toBe(
            true,
          )
        },
      ),
      { numRuns: 25 },
    )
    expect(() => homeUsage({ ...YEAR, to: YEAR.to + 5, seed: 1, kind: 'house' })).toThrow(RangeError)
  })

  it('use gas in winter, and each day of gas is the sum of its hours', () => {
    const home = { ...YEAR, seed: 9, kind: 'house' } as const
    const hourly = gasUsage({ ...home, gap: [{ from: YEAR.from + HOUR, to: YEAR.from + 2 * HOUR }] })
    const daily = gasUsage({ ...home, intervalMinutes: 1440 })
    expect(
      features(
        numbers(daily)
          .flatMap((day) => new Array(24).fill(day / 24))
          .slice(0, 8760),
        YEAR.from,
        ZONE,
      ).summerToWinter,
    ).toBeLessThan(0.4)
    expect(daily.values.length).toBe(365)
    expect(hourly.values[1]).toBeNull()
    expect(numbers(gasUsage(home)).reduce((sum, value) => sum + value, 0)).toBe(
      numbers(daily).reduce((sum, value) => sum + value, 0),
    )
  })

  it('use water by day, and the garden in summer', () => {
    const liters = numbers(waterUsage({ ...YEAR, seed: 3, kind: 'house' })).map((value) => value / 1000)
    const measured = features(liters, YEAR.from, ZONE)
    expect(measured.eveningToNight).toBeGreaterThan(5)
    expect(measured.summerToWinter).toBeGreaterThan(1.1)
    expect(mean(liters) * 24).toBeGreaterThan(300)
    expect(mean(liters) * 24).toBeLessThan(2500)
  })

  it('are quick: a year costs no more than twenty sines for each hour of it', () => {
    // The quickest of many: what else the machine does makes some slower, and none quicker.
    const quickest = (work: (seed: number) => unknown) => {
      for (let seed = 0; seed < 20; seed += 1) work(seed)
      const times = Array.from({ length: 50 }, (_, seed) => {
        const start = performance.now()
        work(seed)
        return performance.now() - start
      })
      return Math.min(...times)
    }
    // Compared with other work in the same run: how fast the machine is does not matter.
    const hours = Array.from({ length: 8_760 }, (_, hour) => hour)
    const sines = quickest(() => hours.reduce((sum, hour) => sum + Math.sin(hour), 0))
    const year = quickest((seed) => homeUsage({ ...YEAR, seed, kind: 'house', solar: 4 }))
    expect(year / sines).toBeLessThan(20)
  })
})

const data = process.env.PORCHLIGHT_TEST_DATA ?? ''
const there = data !== '' && existsSync(path.join(data, 'ausgrid-halfhourly'))

describe.skipIf(!there)(there ? 'real homes' : 'real homes (skipped: no test data)', () => {
  const rows = (file: string) =>
    readFileSync(path.join(data, file), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','))

  it('lie in the ranges the made-up ones are held to', () => {
    const homes = rows('greenbutton/year-hourly/profiles_8760.csv')
    for (let column = 1; column <= 6; column += 1) {
      const measured = features(
        homes.map((row) => Number(row[column])),
        Number(homes[0]?.[0]),
        ZONE,
      )
      inRanges(`profile ${column}`, measured)
    }
  })

  it('export the sun as the made-up ones make it: a home in Sydney, its half hours in local time', () => {
    const halves = rows('ausgrid-halfhourly/data_2011-2012.csv')
    const hours = (column: number) =>
      Array.from(
        { length: halves.length / 2 },
        (_, hour) => 1000 * (Number(halves[2 * hour]?.[column]) + Number(halves[2 * hour + 1]?.[column])),
      )
    const from = Date.UTC(2011, 6, 1) / 1000
    const used = features(hours(1), from, 'UTC', [11, 0, 1], [5, 6, 7])
    inRanges('Sydney', used)
    const made = features(hours(2), from, 'UTC', [11, 0, 1], [5, 6, 7])
    const climate = { meanC: 18, seasonC: 5, dayC: 4, spreadC: 2.5, latitude: -33.9 }
    const sydney = {
      seed: 1,
      kind: 'apartment',
      timeZone: 'UTC',
      climate,
      solar: 20,
      from,
      to: from + 8760 * HOUR,
    } as const
    const ours = features(numbers(homeUsage(sydney).received), from, 'UTC', [11, 0, 1], [5, 6, 7])
    expect(ours.summerToWinter / made.summerToWinter).toBeGreaterThan(0.6)
    expect(ours.summerToWinter / made.summerToWinter).toBeLessThan(1.8)
    expect(ours.loadFactor / made.loadFactor).toBeGreaterThan(0.7)
    expect(ours.loadFactor / made.loadFactor).toBeLessThan(1.5)
  })
})
