import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseHeatingValue } from '@porchlight/server/features/usage/meter-data/heating-value.ts'
import { servicePointOf } from '@porchlight/server/testing/add-usage.ts'
import { town } from '@porchlight/server/testing/small-town.ts'
import { createTestApp, type TestApp } from '@porchlight/server/testing/test-app.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { usageImport } from './usage.fixture.ts'
import { importUsage, type UsageImport } from './usage.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-meter-data-'))
let app: TestApp
let servicePointId: number
let said: string[] = []

beforeAll(async () => {
  app = await createTestApp()
  servicePointId = await servicePointOf(app.owner, town.mariaAccount)
  await app.owner`UPDATE service_agreements SET started_on = '2010-01-01' WHERE account_id = ${town.mariaAccount}`
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await app.close()
})
beforeEach(async () => {
  for (const table of ['usage_months', 'usage_revisions', 'usage_periods'])
    await app.owner.unsafe(`DELETE FROM ${table}`)
  await measures('electricity')
})

const measures = (service: string) =>
  app.owner`UPDATE service_points SET service_type = ${service} WHERE service_point_id = ${servicePointId}`

const SERVICES: Record<string, number> = { electricity: 0, gas: 1, water: 2 }
const COMMODITIES: Record<string, number> = { electricity: 1, gas: 7, water: 9 }
type Reading = { start: number; seconds?: number; value: number | string; quality?: number; cost?: number }
type Given = { service?: string; type?: string; readings: Reading[]; point?: string }

function entriesOf({
  service = 'electricity',
  type = '<uom>72</uom>',
  readings,
  point = '1',
}: Given): string {
  const rows = readings.map(({ start, seconds = 3600, value, quality, cost }) => {
    const flags =
      quality === undefined ? '' : `<ReadingQuality><quality>${quality}</quality></ReadingQuality>`
    const charged = cost === undefined ? '' : `<cost>${cost}</cost>`
    return `<IntervalReading>${charged}${flags}<timePeriod><duration>${seconds}</duration><start>${start}</start></timePeriod><value>${value}</value></IntervalReading>`
  })
  const at = `/UsagePoint/${point}`
  return `<entry><link rel="self" href="${at}"/><content><UsagePoint><ServiceCategory><kind>${SERVICES[service]}</kind></ServiceCategory></UsagePoint></content></entry>
<entry><link rel="self" href="${at}/MeterReading/1"/><link rel="related" href="/ReadingType/${point}"/><content><MeterReading/></content></entry>
<entry><link rel="self" href="/ReadingType/${point}"/><content><ReadingType><commodity>${COMMODITIES[service]}</commodity><flowDirection>1</flowDirection>${type}</ReadingType></content></entry>
<entry><link rel="up" href="${at}/MeterReading/1/IntervalBlock"/><content><IntervalBlock>${rows.join('\n')}</IntervalBlock></content></entry>`
}
const feed = (...given: Given[]) =>
  `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:e="http://naesb.org/espi">${given.map(entriesOf).join('\n')}</feed>`

function bring(text: string, more: Partial<UsageImport> = {}) {
  const file = path.join(folder, `${Math.random()}.xml`)
  writeFileSync(file, text)
  said = []
  const say = (sentence: string) => said.push(sentence)
  return importUsage(app.owner, usageImport({ file, servicePointId, say, ...more }))
}

const at = (text: string) => Date.parse(text) / 1000
const months = () =>
  app.owner`SELECT to_char(month, 'YYYY-MM') AS month, channel, interval_minutes AS minutes, total::float8 AS total, set_aside,
      qualities IS NOT NULL AS has_qualities FROM usage_months WHERE service_point_id = ${servicePointId}
    ORDER BY usage_months.month, channel, interval_minutes`
const revisions = () =>
  app.owner`SELECT revision, total::float8 AS total FROM usage_revisions ORDER BY revision`
const noon = at('2026-03-02T20:00:00Z')

describe('units', () => {
  test.each([
    [
      'therms',
      'gas',
      '<uom>169</uom><powerOfTenMultiplier>-3</powerOfTenMultiplier>',
      1500,
      undefined,
      43_950,
    ],
    ['MMBtu', 'gas', '<uom>132</uom><powerOfTenMultiplier>6</powerOfTenMultiplier>', 2, undefined, 586_142],
    [
      'ccf of gas',
      'gas',
      '<uom>119</uom><powerOfTenMultiplier>2</powerOfTenMultiplier>',
      3,
      '1037 Btu/ft3',
      91_174,
    ],
    [
      'MCF of gas',
      'gas',
      '<uom>119</uom><powerOfTenMultiplier>3</powerOfTenMultiplier>',
      3,
      '1037 Btu/ft3',
      911_744,
    ],
    ['m³ of gas', 'gas', '<uom>42</uom>', 3, '38.6 MJ/m3', 32_167],
    ['US gallons', 'water', '<uom>128</uom>', 10, undefined, 37_854],
    [
      'ccf of water',
      'water',
      '<uom>119</uom><powerOfTenMultiplier>2</powerOfTenMultiplier>',
      1,
      undefined,
      2_831_685,
    ],
    ['liters', 'water', '<uom>134</uom>', 12, undefined, 12_000],
    [
      'm³ of water',
      'water',
      '<uom>42</uom><powerOfTenMultiplier>-3</powerOfTenMultiplier>',
      1,
      undefined,
      1000,
    ],
  ])('%s', async (_, service, type, value, heating, total) => {
    await measures(service)
    await bring(feed({ service, type, readings: [{ start: noon, value }] }), {
      heatingValue: heating ? parseHeatingValue(heating) : undefined,
    })
    expect(await months()).toMatchObject([{ total }])
    if (heating) expect(said.join()).toContain(heating)
  })

  test('gas by volume without its heating value is refused, and nothing is stored', async () => {
    await measures('gas')
    const text = feed({ service: 'gas', type: '<uom>119</uom>', readings: [{ start: noon, value: 1 }] })
    await expect(bring(text)).rejects.toThrow('heating-value-missing (the file measures gas in ft³')
    expect(await months()).toEqual([])
  })
})

describe('what a reading says of itself', () => {
  test('a meter’s number for "no reading" is kept as it is, and counts in no sum; a forecast as well', async () => {
    const readings = [
      { start: noon, value: 100 },
      { start: noon + 3600, value: 16_777_215 },
      { start: noon + 7200, value: 4_294_967_295 },
      { start: noon + 10_800, value: 70, quality: 12 },
    ]
    const type = '<uom>72</uom><powerOfTenMultiplier>-3</powerOfTenMultiplier>'
    const text = feed({ type: type.replace('-3', '0'), readings })
    await bring(text)
    expect(said).toEqual([expect.stringContaining('3 values stand for "no reading"')])
    const [month] = await months()
    expect(month).toMatchObject({ total: 100 })
    expect(month?.setAside).toEqual([
      expect.objectContaining({ raw: 16_777_215, why: 'sentinel' }),
      expect.objectContaining({ raw: 4_294_967_295, why: 'sentinel' }),
      expect.objectContaining({ raw: 70, why: 'forecast' }),
    ])
    expect(await bring(text)).toMatchObject({ changed: 0 })
  })

  test('a later reading of the same time revises the earlier one, and both are kept', async () => {
    const estimated = feed({ readings: [{ start: noon, value: 100, quality: 8 }] })
    const actual = feed({ readings: [{ start: noon, value: 130, quality: 17 }] })
    expect(await bring(estimated)).toEqual({ months: 1, changed: 1 })
    expect(await bring(actual)).toEqual({ months: 1, changed: 1 })
    expect(await months()).toMatchObject([{ total: 130, hasQualities: true }])
    expect(await revisions()).toEqual([{ revision: 1, total: 100 }])
    for (const again of [estimated, actual]) expect(await bring(again)).toEqual({ months: 1, changed: 0 })
    expect(await months()).toMatchObject([{ total: 130 }])
  })

  test('within one file as well, by the order of the file', async () => {
    await bring(
      feed({
        readings: [
          { start: noon, value: 100 },
          { start: noon, value: 120 },
        ],
      }),
    )
    expect(said).toEqual(['1 readings are revised by later ones of the same file. Both are kept.'])
    expect(await months()).toMatchObject([{ total: 120 }])
    expect(await revisions()).toEqual([{ revision: 1, total: 100 }])
  })

  test('a cost is never multiplied like a reading, and never taken for one', async () => {
    const type = '<uom>72</uom><powerOfTenMultiplier>3</powerOfTenMultiplier>'
    await bring(feed({ type, readings: [{ start: noon, value: 2, cost: 51_000 }] }))
    expect(await months()).toMatchObject([{ total: 2000 }])
  })
})

describe('billing periods', () => {
  const day = 86_400
  const start = at('2026-01-05T08:00:00Z')
  const periods = () =>
    app.owner`SELECT total::float8 AS total, is_revised, raw, extract(epoch FROM ends_at - starts_at)::int / 86400 AS days
      FROM usage_periods ORDER BY starts_at, usage_period_id`

  test('of 28 to 33 days are kept as such; a corrected one revises the first', async () => {
    await measures('water')
    const readings = [28, 33, 30].map((days, nth) => ({
      start: start + ([0, 28, 61][nth] ?? 0) * day,
      seconds: days * day,
      value: 10 + nth,
    }))
    const water = { service: 'water', type: '<uom>42</uom>' }
    expect(await bring(feed({ ...water, readings }))).toEqual({ months: 0, changed: 3, periods: 3 })
    expect(await bring(feed({ ...water, readings }))).toEqual({ months: 0, changed: 0, periods: 3 })
    const corrected = [{ start: start + 28 * day, seconds: 33 * day, value: 9 }]
    expect(await bring(feed({ ...water, readings: corrected }))).toMatchObject({ changed: 1 })
    expect(await bring(feed({ ...water, readings }))).toMatchObject({ changed: 0 })
    expect(await periods()).toEqual([
      { total: 10_000_000, isRevised: false, raw: null, days: 28 },
      { total: 11_000_000, isRevised: true, raw: null, days: 33 },
      { total: 9_000_000, isRevised: false, raw: null, days: 33 },
      { total: 12_000_000, isRevised: false, raw: null, days: 30 },
    ])
    expect(await months()).toEqual([])
  })

  test('without a reading are kept, and count in no sum', async () => {
    await bring(feed({ readings: [{ start, seconds: 30 * day, value: 4_294_967_295 }] }))
    expect(await periods()).toEqual([{ total: null, isRevised: false, raw: 4_294_967_295, days: 30 }])
  })
})

describe('a file of several usage points', () => {
  test('gives the one of the service; of two of a service, the one that is chosen', async () => {
    const power = { readings: [{ start: noon, value: 5 }] }
    const gas = { service: 'gas', type: '<uom>169</uom>', readings: [{ start: noon, value: 7 }], point: '2' }
    await bring(feed(power, gas))
    expect(await months()).toMatchObject([{ total: 5 }])
    const two = feed(power, { readings: [{ start: noon + 3600, value: 6 }], point: '2' })
    await expect(bring(two)).rejects.toThrow('/UsagePoint/1 or /UsagePoint/2')
    await bring(two, { usagePoint: '/UsagePoint/2' })
    expect(await months()).toMatchObject([{ total: 11 }])
    await expect(bring(two, { usagePoint: '/UsagePoint/3' })).rejects.toThrow('no-such-usage-point')
  })
})

test.each([
  ['2026-03-08', 46],
  ['2026-11-01', 50],
])('the half hours of %s, %d of them, are the day’s sum', async (date, slots) => {
  const first = at(`${date}T0${date < '2026-06' ? 8 : 7}:00:00Z`)
  const readings = Array.from({ length: slots }, (_, nth) => ({
    start: first + nth * 1800,
    seconds: 1800,
    value: nth + 1,
  }))
  await bring(feed({ readings }))
  const maria = await app.asCustomer(town.maria)
  const { chosen } = await maria.api.readUsage({
    params: { accountId: town.mariaAccount },
    query: { month: date.slice(0, 7) },
  })
  const day = chosen?.periods.find(({ period }) => period === date)
  expect(day).toMatchObject({ amount: (slots * (slots + 1)) / 2000, isPartial: false })
})

test('registers of NEM12 stand side by side and add up; beside readings of the whole meter they are refused', async () => {
  const day = (suffix: string, value: number) =>
    [
      `200,4103000001,E1E2B1,1,${suffix},N1,S1,kWh,30,`,
      `300,20260310,${Array.from({ length: 48 }, () => value).join(',')},A,,,20260311010000,`,
    ].join('\n')
  const file = [
    '100,NEM12,202603111300,MDA1,Ret1',
    day('E1', 0.5),
    day('E2', 0.25),
    day('B1', 0.1),
    '900',
  ].join('\n')
  expect(await bring(file, { timeZone: 'Australia/Brisbane' })).toEqual({ months: 3, changed: 3 })
  expect(await bring(file, { timeZone: 'Australia/Brisbane' })).toMatchObject({ changed: 0 })
  const maria = await app.asCustomer(town.maria)
  const { chosen } = await maria.api.readUsage({
    params: { accountId: town.mariaAccount },
    query: { month: '2026-03' },
  })
  expect(chosen?.totalAmount).toBeCloseTo(36)
  expect(chosen?.received.reduce((sum, { amount }) => sum + (amount ?? 0), 0)).toBeCloseTo(4.8)
  await expect(bring(feed({ readings: [{ start: noon, value: 1 }] }))).rejects.toThrow('would count twice')
})
