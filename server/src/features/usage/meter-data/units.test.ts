import { describe, expect, it, test } from 'vitest'
import { parseHeatingValue } from './heating-value.ts'
import { isSentinel } from './sentinel.ts'

describe('a meter’s number for "no reading"', () => {
  test.each([
    16_777_215, 16_777.215, 1_677_721.5, 4_294_967_295, 4_294_967.295, 2_147_483_647, -16_777_215,
    16_777_215_000, 167_772_150,
  ])('%d is one', (written) => expect(isSentinel(written)).toBe(true))
  test.each([0, 1, 16_777_214, 16_777_216, 65_535, 255, 4_294_967_294])('%d is none', (written) =>
    expect(isSentinel(written)).toBe(false),
  )
})

describe('a heating value', () => {
  it.each([
    ['1037 Btu/ft3', 10.73],
    ['38.6 MJ/m3', 10.72],
    ['38,6 MJ/m3', undefined],
    ['1.037 therms/ccf', 10.73],
    ['10.7 kWh/m³', 10.7],
    ['1.055 MMBtu per MCF', 10.92],
    ['1037 Btu', undefined],
    ['1037 Btu/gal', undefined],
    ['1 Btu/ft3', undefined],
  ])('%s', (text, kilowattHoursPerCubicMeter) => {
    const value = parseHeatingValue(text)
    if (kilowattHoursPerCubicMeter === undefined) expect(value).toBeUndefined()
    else expect((value?.wattHoursPerMilliliter ?? 0) * 1000).toBeCloseTo(kilowattHoursPerCubicMeter, 1)
  })
})
