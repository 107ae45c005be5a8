import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packReadings, unpackReadings } from './packed-month.ts'

const int48 = fc.integer({ min: -(2 ** 48), max: 2 ** 48 })
const value = fc.oneof({ weight: 5, arbitrary: fc.nat(9000) }, int48)
const slots = fc.array(fc.option(value, { freq: 4 }), { maxLength: 3100 })

describe('packed readings', () => {
  it('unpack to the packed values', () => {
    fc.assert(
      fc.property(slots, (values) => {
        expect(unpackReadings(packReadings(values))).toEqual(values)
      }),
    )
  })

  it('take two bytes a reading at most for a home of up to 8 kWh an hour, gaps included', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(8191)), { minLength: 672, maxLength: 745 }), (values) => {
        expect(packReadings(values).length).toBeLessThanOrEqual(
          3 + Math.ceil(values.length / 8) + 2 * values.length,
        )
      }),
    )
    expect(packReadings(new Array(744).fill(0)).length).toBe(747)
    expect(packReadings(new Array(744).fill(null)).length).toBe(96)
  })

  it('are refused if they are not integers or were not packed by the product', () => {
    expect(() => packReadings([1.5])).toThrow(RangeError)
    expect(() => packReadings([Number.NaN])).toThrow(RangeError)
    expect(() => packReadings([2 ** 49])).toThrow(RangeError)
    expect(() => unpackReadings(new Uint8Array())).toThrow('unknown packing')
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          expect(unpackReadings(bytes).length).toBeLessThanOrEqual(bytes.length * 8)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      }),
    )
    fc.assert(
      fc.property(fc.array(fc.nat(9000), { minLength: 1, maxLength: 50 }), fc.nat(50), (values, cut) => {
        const packed = packReadings(values)
        expect(() => unpackReadings(packed.slice(0, Math.min(cut, packed.length - 1)))).toThrow(RangeError)
      }),
    )
  })
})
