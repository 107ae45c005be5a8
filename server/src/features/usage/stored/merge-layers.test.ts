import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localClock } from '../local-clock.ts'
import { mergeLayer, type StoredMonth } from './merge-layers.ts'
import { emptyLayer, type MonthLayer } from './month-layer.ts'
import { memoryShelf, storeLayers } from './store-layers.ts'

// March 2026 has a day of 23 hours, November one of 25.
const clock = localClock('America/New_York')
type Part = {
  month: string
  minutes: number
  fromDay: number
  toDay: number
  value: number
  quality?: number
}

function layer({ month, minutes, fromDay, toDay, value, quality = 0 }: Part): MonthLayer {
  const made = emptyLayer({ channel: 'delivered', register: '', month }, minutes, clock)
  const first = clock.dayOf(made.startsAt)
  for (let slot = 0; slot < made.values.length; slot += 1) {
    const day = minutes === 1440 ? slot : clock.dayOf(made.startsAt + slot * minutes * 60) - first
    if (day < fromDay || day >= toDay) continue
    made.values[slot] = value
    made.qualities[slot] = quality
  }
  return made
}

const sumOf = (layers: readonly MonthLayer[]) =>
  layers.flatMap((one) => one.values).reduce<number>((sum, value) => sum + (value ?? 0), 0)

/** What is stored after these layers came one after another. */
async function stored(...layers: MonthLayer[]): Promise<StoredMonth> {
  const { shelf, months } = memoryShelf()
  await storeLayers(shelf, layers, clock, () => {})
  return [...months.values()][0] ?? { current: [], revisions: [] }
}
const shapeOf = ({ current, revisions }: StoredMonth) => ({
  current: Object.fromEntries(current.map((one) => [one.intervalMinutes, sumOf([one])])),
  revised: Object.fromEntries(revisions.map((one) => [one.intervalMinutes, sumOf([one])])),
})

describe('layers of a month', () => {
  const whole = { month: '2026-03', fromDay: 0, toDay: 31 }
  const hours = layer({ ...whole, minutes: 60, value: 400 })
  const quarters = layer({ ...whole, minutes: 15, value: 100 })

  it('stand side by side where they do not overlap, in either order, and keep all their energy', async () => {
    const minutes = fc.constantFrom(15, 30, 60, 1440)
    const month = fc.constantFrom('2026-03', '2026-11')
    await fc.assert(
      fc.asyncProperty(month, minutes, minutes, fc.integer({ min: 1, max: 29 }), async (month, a, b, day) => {
        const one = layer({ month, minutes: a, fromDay: 0, toDay: day, value: a * 10 })
        const two = layer({ month, minutes: b, fromDay: day, toDay: 31, value: b * 7 })
        for (const order of [
          [one, two],
          [two, one],
        ]) {
          const { current, revisions } = await stored(...order)
          expect(sumOf(current)).toBe(sumOf([one]) + sumOf([two]))
          expect(new Set(current.map((kept) => kept.intervalMinutes))).toEqual(new Set([a, b]))
          expect(revisions).toEqual([])
        }
      }),
      { numRuns: 40 },
    )
  })

  it('never count a time twice, and never lose a reading, whatever comes in whatever order; twice changes nothing', async () => {
    const part = fc.record({
      minutes: fc.constantFrom(15, 30, 60, 1440),
      fromDay: fc.integer({ min: 0, max: 6 }),
      days: fc.integer({ min: 1, max: 5 }),
      value: fc.integer({ min: 1, max: 9 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 5 }), async (given) => {
        const parts = given.map(({ days, ...one }) =>
          layer({ ...one, month: '2026-03', toDay: one.fromDay + days }),
        )
        const kept = await stored(...parts)
        const seconds = kept.current.flatMap((one) =>
          one.values.flatMap((value, slot) =>
            value === null || one.intervalMinutes === 1440
              ? []
              : Array.from(
                  { length: one.intervalMinutes / 15 },
                  (_, q) => slot * one.intervalMinutes + q * 15,
                ),
          ),
        )
        expect(new Set(seconds).size).toBe(seconds.length)
        const all = [...kept.current, ...kept.revisions]
        for (const one of parts)
          for (const [slot, value] of one.values.entries())
            if (value !== null) {
              const isKept = all.some(
                (k) => k.intervalMinutes === one.intervalMinutes && k.values[slot] === value,
              )
              expect(isKept).toBe(true)
            }
        for (const one of parts) {
          const { changed, revised } = mergeLayer(kept, one, clock)
          expect([changed.length, revised.length]).toEqual([0, 0])
        }
      }),
      { numRuns: 60 },
    )
  })

  it('keep the same energy in hours and in quarter hours once', async () => {
    expect(shapeOf(await stored(hours, quarters))).toEqual({
      current: { 60: 0, 15: sumOf([quarters]) },
      revised: { 60: sumOf([hours]) },
    })
    expect(shapeOf(await stored(quarters, hours))).toEqual({
      current: { 15: sumOf([hours]) },
      revised: { 60: sumOf([hours]) },
    })
  })

  it('let later hours replace older quarter hours of another sum, and keep both', async () => {
    const more = layer({ ...whole, minutes: 60, value: 500 })
    expect(shapeOf(await stored(quarters, more))).toEqual({
      current: { 15: 0, 60: sumOf([more]) },
      revised: { 15: sumOf([quarters]) },
    })
  })

  it('keep an hour that quarter hours cover in part only', async () => {
    const part = emptyLayer(hours, 15, clock)
    part.values[0] = 70
    expect(shapeOf(await stored(hours, part))).toEqual({
      current: { 60: sumOf([hours]) },
      revised: { 15: 70 },
    })
  })

  it('revise a reading by a later one; an old file does not bring the earlier one back', async () => {
    const day = { month: '2026-03', fromDay: 3, toDay: 4, minutes: 60 }
    const estimated = layer({ ...day, value: 10, quality: 2 })
    const actual = layer({ ...day, value: 12, quality: 1 })
    const month = await stored(estimated, actual)
    expect(shapeOf(month)).toEqual({ current: { 60: 24 * 12 }, revised: { 60: 24 * 10 } })
    expect(month.revisions[0]?.qualities.includes(2)).toBe(true)
    expect(shapeOf(await stored(estimated, actual, estimated, actual))).toEqual(shapeOf(month))
  })

  it('keep a change of quality alone', async () => {
    const day = { month: '2026-03', fromDay: 3, toDay: 4, minutes: 60, value: 10 }
    const { current, revisions } = await stored(layer({ ...day, quality: 2 }), layer({ ...day, quality: 1 }))
    expect([current[0]?.qualities[72], revisions[0]?.qualities[72]]).toEqual([1, 2])
  })

  it('keep a value that counts in no sum beside the reading', async () => {
    const reported = layer({ month: '2026-03', fromDay: 0, toDay: 1, minutes: 60, value: 5 })
    const suspect = emptyLayer(reported, 60, clock)
    suspect.setAside.push(
      { slot: 0, raw: 16_777_215, why: 'sentinel' },
      { slot: 30, raw: 4_294_967_295, why: 'sentinel' },
    )
    const { current } = await stored(reported, suspect, suspect)
    expect(sumOf(current)).toBe(120)
    expect(current[0]?.setAside).toEqual(suspect.setAside)
  })

  it('are refused for interval lengths of which neither divides the other', async () => {
    const twenty = layer({ ...whole, minutes: 20, toDay: 9, value: 1 })
    const fifteen = layer({ ...whole, minutes: 15, fromDay: 9, value: 1 })
    await expect(stored(twenty, fifteen)).rejects.toThrow('no multiple')
  })
})
