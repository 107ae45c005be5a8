import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { servicePointOf } from '@porchlight/server/testing/add-usage.ts'
import { town } from '@porchlight/server/testing/small-town.ts'
import { createTestApp, type TestApp } from '@porchlight/server/testing/test-app.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { usageImport } from './usage.fixture.ts'
import { importUsage, type UsageImport } from './usage.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-import-'))
const accountId = town.mariaAccount
let app: TestApp
let servicePointId: number
let said: string[] = []

beforeAll(async () => {
  app = await createTestApp()
  servicePointId = await servicePointOf(app.owner, accountId)
  await app.owner`UPDATE service_agreements SET started_on = '2010-01-01' WHERE account_id = ${accountId}`
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await app.close()
})

/** Noon on 1 March 2023 in the small town. */
const noon = Date.parse('2023-03-01T20:00:00Z') / 1000

type Kind = { values: (number | string)[]; start?: number; type?: string; seconds?: number }
function greenButton({ values, start = noon, seconds = 3600, type }: Kind): string {
  const readings = values.map(
    (value, hour) =>
      `<IntervalReading><timePeriod><duration>${seconds}</duration><start>${start + hour * seconds}</start></timePeriod><value>${value}</value></IntervalReading>`,
  )
  const link = (rel: string, href: string) => `<link rel="${rel}" href="${href}"/>`
  return `<feed xmlns="http://www.w3.org/2005/Atom">
<entry>${link('self', '/MeterReading/1')}${link('related', '/ReadingType/1')}<content><MeterReading/></content></entry>
<entry>${link('self', '/ReadingType/1')}<content><ReadingType>${type ?? '<commodity>1</commodity><flowDirection>1</flowDirection><uom>72</uom>'}</ReadingType></content></entry>
<entry>${link('up', '/MeterReading/1/IntervalBlock')}<content><IntervalBlock>
${readings.join('\n')}
</IntervalBlock></content></entry>
</feed>`
}

function write(kind: Kind): string {
  const file = path.join(folder, `${Math.random()}.xml`)
  writeFileSync(file, greenButton(kind))
  return file
}

function bring(file: string, more: Partial<UsageImport> = {}) {
  said = []
  const say = (sentence: string) => said.push(sentence)
  return importUsage(app.owner, usageImport({ file, servicePointId, say, ...more }))
}

const rows = () =>
  app.owner`SELECT count(*)::int AS count, sum(total)::int AS total FROM usage_months WHERE service_point_id = ${servicePointId}`

test('stores a file as months, changes nothing for the same file, and merges overlapping readings', async () => {
  expect(await bring(write({ values: [100, 200, 300] }))).toEqual({ months: 1, changed: 1 })
  expect(await bring(write({ values: [100, 200, 300] }))).toEqual({ months: 1, changed: 0 })
  expect(await bring(write({ values: [350, 400], start: noon + 7200 }))).toEqual({ months: 1, changed: 1 })
  expect(await rows()).toMatchObject([{ count: 1, total: 100 + 200 + 350 + 400 }])
  expect(said).toEqual([])
  const lines = await app.owner`SELECT details FROM record_entries WHERE action = 'usage:import'`
  expect(lines).toHaveLength(2)
  const maria = await app.asCustomer(town.maria)
  const { chosen } = await maria.api.readUsage({ params: { accountId }, query: { month: '2023-03' } })
  expect(chosen?.periods[0]).toMatchObject({ period: '2023-03-01', amount: 1.05, isPartial: true })
})

test('uses the usual value for a missing statement only with consent', async () => {
  const file = write({ values: [5], type: '<intervalLength>3600</intervalLength>' })
  const questions: string[] = []
  const confirm = async (question: string) => questions.push(question) > 1
  await expect(bring(file, { confirm })).rejects.toThrow('Nothing was stored')
  expect(questions).toEqual([
    'The file does not say what it measures. Take it as electricity, watt hours, energy delivered?',
  ])
  expect(await bring(file, { confirm })).toMatchObject({ changed: 1 })
})

test.each([
  ['its place', { values: [1, 'x'] }, /refused at line 6, column \d+: value-not-a-number/],
  [
    'gas',
    { values: [1], type: '<commodity>7</commodity><uom>169</uom>' },
    /measures gas, but .* electricity/,
  ],
  ['seven minutes', { values: [1], seconds: 420 }, /a day is not a whole number of them/],
  ['half hours', { values: [1], start: noon + 900 }, /do not fit the months/],
])(
  '%s: a file that does not fit is refused with the reason, and nothing is stored',
  async (_, kind, reason) => {
    const before = await rows()
    await expect(bring(write(kind), { confirm: async () => true })).rejects.toThrow(reason)
    expect(await rows()).toEqual(before)
  },
)

/** A file with a meter reading for each, as a meter gives it that was switched from one interval to another. */
function severalIntervals(
  ...parts: { start: number; seconds: number; count: number; value: number }[]
): string {
  const link = (rel: string, href: string) => `<link rel="${rel}" href="${href}"/>`
  const entries = parts.map(({ start, seconds, count, value }, nth) => {
    const meter = `/UsagePoint/1/MeterReading/${nth}`
    const readings = Array.from(
      { length: count },
      (_, at) =>
        `<IntervalReading><timePeriod><duration>${seconds}</duration><start>${start + at * seconds}</start></timePeriod><value>${value}</value></IntervalReading>`,
    )
    return `<entry>${link('self', meter)}${link('related', `/ReadingType/${nth}`)}<content><MeterReading/></content></entry>
<entry>${link('self', `/ReadingType/${nth}`)}<content><ReadingType><commodity>1</commodity><flowDirection>1</flowDirection><uom>72</uom></ReadingType></content></entry>
<entry>${link('up', `${meter}/IntervalBlock`)}<content><IntervalBlock>${readings.join('')}</IntervalBlock></content></entry>`
  })
  const file = path.join(folder, `${Math.random()}.xml`)
  const point = '<UsagePoint><ServiceCategory><kind>0</kind></ServiceCategory></UsagePoint>'
  writeFileSync(
    file,
    `<feed xmlns="http://www.w3.org/2005/Atom"><entry>${link('self', '/UsagePoint/1')}<content>${point}</content></entry>${entries.join('')}</feed>`,
  )
  return file
}
const midnight = (day: string) => Date.parse(`${day}T08:00:00Z`) / 1000
const totals = () =>
  app.owner`SELECT to_char(month, 'YYYY-MM') AS month, interval_minutes AS minutes, total::int AS total FROM usage_months
    WHERE service_point_id = ${servicePointId} ORDER BY usage_months.month, interval_minutes`

describe('a meter whose intervals were changed', () => {
  const hours = { start: midnight('2022-01-30'), seconds: 3600, count: 48, value: 1000 }
  const quarters = { start: midnight('2022-02-01'), seconds: 900, count: 96, value: 250 }

  test('keeps all of its energy, each month in its own interval', async () => {
    await app.owner`DELETE FROM usage_months WHERE service_point_id = ${servicePointId}`
    expect(await bring(severalIntervals(hours, quarters))).toEqual({ months: 2, changed: 2 })
    expect(await totals()).toEqual([
      { month: '2022-01', minutes: 60, total: 48_000 },
      { month: '2022-02', minutes: 15, total: 24_000 },
    ])
    expect(await bring(severalIntervals(quarters, hours))).toEqual({ months: 2, changed: 0 })
  })

  test('within a month: all of it, side by side, from one file as from two', async () => {
    const may = { start: midnight('2022-05-01') - 3600, seconds: 3600, count: 480, value: 1000 }
    const rest = { start: may.start + 480 * 3600, seconds: 900, count: 96, value: 250 }
    for (const files of [[severalIntervals(may), severalIntervals(rest)], [severalIntervals(rest, may)]]) {
      await app.owner`DELETE FROM usage_months WHERE service_point_id = ${servicePointId}`
      for (const file of files) await bring(file)
      expect(await totals()).toEqual([
        { month: '2022-05', minutes: 15, total: 24_000 },
        { month: '2022-05', minutes: 60, total: 480_000 },
      ])
      for (const file of files) expect(await bring(file)).toEqual({ months: 1, changed: 0 })
    }
  })
})

test.each([['12'], ['1'], ['0']])(
  'a ReadingType of kind %s without a UsagePoint is of its commodity: kind is never the service',
  async (kind) => {
    const start = midnight('2011-02-01')
    const type = `<accumulationBehaviour>0</accumulationBehaviour><commodity>1</commodity><flowDirection>0</flowDirection><intervalLength>3600</intervalLength><kind>${kind}</kind><uom>72</uom>`
    await app.owner`DELETE FROM usage_months WHERE service_point_id = ${servicePointId}`
    expect(await bring(write({ values: [400, 350, 450], start, type }))).toEqual({ months: 1, changed: 1 })
    expect(await totals()).toEqual([{ month: '2011-02', minutes: 60, total: 1200 }])
  },
)

test('names an unknown service point and a missing file in plain words', async () => {
  await expect(bring('none.xml', { servicePointId: 1 })).rejects.toThrow('There is no service point 1.')
  await expect(bring(path.join(folder, 'none.xml'))).rejects.toThrow('The file cannot be read')
})

test('readings of days that no account had are stored, and it is said that nobody sees them', async () => {
  const file = write({ values: [7], start: Date.parse('2001-07-01T08:00:00Z') / 1000 })
  await bring(file)
  expect(said).toEqual([expect.stringContaining('no customer sees these readings')])
})

const data = path.join(process.env.PORCHLIGHT_TEST_DATA ?? '', 'greenbutton')
const there = process.env.PORCHLIGHT_TEST_DATA !== undefined && existsSync(data)
const named = there ? 'files of real producers' : 'files of real producers (skipped: no test data)'
describe.skipIf(!there)(named, () => {
  test('shows a year of hours on the customer’s usage page', async () => {
    const name = 'year-hourly/Desert_Single_Family_Jan_1_2011_to_Jan_1_2012_RetailCustomer_7.xml'
    await bring(path.join(data, name), { confirm: async () => true })
    const maria = await app.asCustomer(town.maria)
    const { chosen } = await maria.api.readUsage({ params: { accountId }, query: { until: '2011-12' } })
    expect(chosen?.periods.every(({ amount }) => amount !== null)).toBe(true)
    // 12,397,107 Wh in all, of which some hours are of the days around the year by the utility's clock.
    expect(chosen?.totalAmount).toBeGreaterThan(12_380)
    expect(chosen?.totalAmount).toBeLessThanOrEqual(12_397.107)
    const page = await maria.get(`/accounts/${accountId}/usage?until=2011-12`)
    expect(page.text).toContain('January 2011 – December 2011')
  })

  test.each([
    ['pge-sce/PGEIntervalBlock.xml', 5],
    ['pge-sce/BulkSCEIntervalBlock.xml', 1],
    ['pge-sce/ESPIIntervalBlock.xml', 16],
  ])('%s is imported into %d months, and again into none', async (name, months) => {
    const file = path.join(data, name)
    const confirm = async () => true
    expect(await bring(file, { confirm })).toEqual({ months, changed: months })
    expect(await bring(file, { confirm })).toEqual({ months, changed: 0 })
  })
})
