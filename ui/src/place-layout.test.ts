import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layOut, scaleBar } from './place-layout.ts'

const size = { width: 240, height: 120, margin: 14 }
const place = fc.record({
  latitude: fc.double({ min: -70, max: 70, noNaN: true }),
  longitude: fc.double({ min: -170, max: 170, noNaN: true }),
})

test('north is up, east is right, and one scale holds for both', () => {
  const [south, north, east] = layOut(
    [
      { latitude: 32, longitude: -117 },
      { latitude: 32.01, longitude: -117 },
      { latitude: 32, longitude: -116.99 },
    ],
    size,
  ).points.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }))
  expect(north?.x).toBe(south?.x)
  expect(north?.y).toBeLessThan(south?.y ?? 0)
  expect(east?.y).toBe(south?.y)
  const up = (south?.y ?? 0) - (north?.y ?? 0)
  const right = (east?.x ?? 0) - (south?.x ?? 0)
  expect(right / up).toBeCloseTo(Math.cos((32 * Math.PI) / 180), 1)
})

test('every place lies within the margins, also where all are the same', () => {
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 50 }), (places) => {
      for (const { x, y } of layOut(places, size).points) {
        expect(x).toBeGreaterThanOrEqual(size.margin - 0.01)
        expect(x).toBeLessThanOrEqual(size.width - size.margin + 0.01)
        expect(y).toBeGreaterThanOrEqual(size.margin - 0.01)
        expect(y).toBeLessThanOrEqual(size.height - size.margin + 0.01)
      }
    }),
  )
  expect(layOut([{ latitude: 1, longitude: 1 }], size).points).toEqual([{ x: 120, y: 60 }])
})

test('the bar is the longest step that fits', () => {
  const steps = [100, 500, 1000].map((meters) => ({ meters, label: `${meters} m` }))
  expect(scaleBar(steps, 10, 60)).toEqual({ label: '500 m', length: 50 })
  expect(scaleBar(steps, 0.1, 60)).toBeUndefined()
})
