import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localClock } from './local-clock.ts'
import { packMonths, slotsOfMonth, unpackMonth } from './pack-months.ts'
import { slotRun, slotStart } from './slot-run.ts'

const ZONE = 'America/Los_Angeles'
const clock = localClock(ZONE)
const OF = { servicePointId: 'sp-1', channel: 'delivered' }

describe('months of readings', () => {
  it('keep every reading at its instant, whatever the interval, the zone and the gaps', () => {
    const zone = fc.constantFrom(ZONE, 'Europe/London', 'Asia/Kolkata', 'Australia/Sydney')
    fc.assert(
      fc.property(
        zone,
        fc.constantFrom(15, 30, 60, 1440),
        fc.integer({ min: 0, max: 400 }),
        fc.array(fc.option(fc.nat(5000)), { minLength: 1, maxLength: 3000 }),
        (timeZone, intervalMinutes, day, values) => {
          const local = localClock(timeZone)
          const run = { startsAt: local.startOfDay(19_700 + day), intervalMinutes, values }
          const months = packMonths(OF, run, timeZone)
          const back = new Map<number, number>()
          for (const month of months) {
            const slots = unpackMonth(month)
            expect(slots.values.length).toBe(slotsOfMonth(month.month, intervalMinutes, local))
            for (let slot = 0; slot < slots.values.length; slot += 1) {
              const value = slots.values[slot]
              if (value != null) back.set(slotStart(slots, slot, local), value)
            }
          }
          const sent = values.flatMap((value, slot) =>
            value === null ? [] : [[slotStart(run, slot, local), value] as const],
          )
          expect(back).toEqual(new Map(sent))
          expect(months.reduce((sum, month) => sum + month.total, 0)).toBe(
            sent.reduce((sum, [, value]) => sum + value, 0),
          )
        },
      ),
      { numRuns: 30 },
    )
  })

  it('have an hour less in March, an hour more in November, and whole days when daily', () => {
    expect(slotsOfMonth('2024-03', 60, clock)).toBe(743)
    expect(slotsOfMonth('2024-11', 60, clock)).toBe(721)
    expect(slotsOfMonth('2024-11', 15, clock)).toBe(2884)
    expect(slotsOfMonth('2024-11', 1440, clock)).toBe(30)
  })

  it('are made from loose readings in any order', () => {
    const at = (date: string) => Date.parse(date) / 1000
    const loose = [
      { startsAt: at('2024-12-01T08:00:00Z'), value: 3 },
      { startsAt: at('2024-12-01T07:00:00Z'), value: 2 },
      { startsAt: at('2024-12-01T05:00:00Z'), value: 1 },
    ]
    const run = slotRun(loose, 60, clock)
    expect(run.values).toEqual([1, null, 2, 3])
    const months = packMonths(OF, run, ZONE)
    expect(
      months.map(({ month, startsAt, total }) => [month, new Date(startsAt * 1000).toISOString(), total]),
    ).toEqual([
      ['2024-11', '2024-11-01T07:00:00.000Z', 3],
      ['2024-12', '2024-12-01T08:00:00.000Z', 3],
    ])
    expect(slotRun([], 60, clock).values).toEqual([])
    expect(() => slotRun([...loose, { startsAt: at('2024-12-01T05:00:00Z'), value: 1 }], 60, clock)).toThrow(
      'two readings',
    )
    expect(() => slotRun([...loose, { startsAt: at('2024-12-01T05:30:00Z'), value: 1 }], 60, clock)).toThrow(
      'off the grid',
    )
    expect(() => packMonths(OF, { ...run, startsAt: run.startsAt + 60 }, ZONE)).toThrow('do not start')
  })
})

const file = path.join(process.env.PORCHLIGHT_TEST_DATA ?? '', 'greenbutton/year-hourly/profiles_8760.csv')
const there = process.env.PORCHLIGHT_TEST_DATA !== undefined && existsSync(file)

describe.skipIf(!there)(there ? 'real homes' : 'real homes (skipped: no test data)', () => {
  it('take less than 1.7 bytes a reading', () => {
    const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1)
    for (let column = 1; column <= 6; column += 1) {
      const values = rows.map((row) => Number(row.split(',')[column]))
      const run = { startsAt: Number(rows[0]?.split(',')[0]), intervalMinutes: 60, values }
      const months = packMonths(OF, run, ZONE)
      expect(months.length).toBe(12)
      expect(months.reduce((sum, { packed }) => sum + packed.length, 0) / values.length).toBeLessThan(1.7)
    }
  })
})
