import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addUsage, servicePointOf } from '#testing/add-usage.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { readMeterFile } from '../meter-data/read-meter-file.ts'

const accountId = town.mariaAccount
let app: TestApp
let point: number

beforeAll(async () => {
  app = await createTestApp()
  point = await servicePointOf(app.owner, accountId)
  await app.owner`UPDATE service_agreements SET started_on = '2025-11-01' WHERE account_id = ${accountId}`
  // October is another customer's; 5 December was not measured.
  const hour = (date: string) => (date === '2025-12-05' ? null : Number(date.slice(8)) * 10)
  await addUsage(app.owner, { servicePointId: point, from: '2025-10-20', until: '2026-04-30', hour })
  const given = {
    servicePointId: point,
    channel: 'received',
    from: '2026-03-01',
    until: '2026-03-31',
  } as const
  await addUsage(app.owner, { ...given, hour: () => 7 })
  await app.owner`UPDATE usage_months SET qualities = '\\x02e705' WHERE month = '2026-03-01' AND channel = 'delivered'`
})
afterAll(() => app.close())

type Query = { format?: string; from?: string; until?: string; servicePointId?: number }
async function download(
  { format = 'xml', from = '2025-10', until = '2026-04', servicePointId = point }: Query = {},
  webUserId: number = town.maria,
) {
  const query = new URLSearchParams({ servicePointId: String(servicePointId), from, until })
  const maria = await app.asCustomer(webUserId)
  return maria.get(`/accounts/${accountId}/usage/download.${format}?${query}`)
}
async function seriesOf(text: string) {
  async function* chunks() {
    yield text
  }
  const { series } = await readMeterFile(chunks(), {
    timeZone: 'America/Los_Angeles',
    serviceType: 'electricity',
  })
  return series.map((one) => ({ ...one, readings: [...one.readings] }))
}

test('a file of seven months comes in two parts, and reads back as what is stored, without the former customer’s', async () => {
  const { status, text, headers } = await download()
  expect(status).toBe(200)
  expect(headers['content-type']).toContain('application/atom+xml')
  expect(headers['content-disposition']).toBe('attachment; filename="usage-electricity-2025-10-2026-04.xml"')
  expect(headers['cache-control']).toContain('no-store')
  const [delivered, received] = await seriesOf(text)
  // 181 days from November to April but one; the hour that March skips follows the hour that November repeats.
  expect(delivered?.readings).toHaveLength(180 * 24)
  expect(delivered?.readings[0]).toMatchObject({
    startsAt: Date.parse('2025-11-01T07:00:00Z') / 1000,
    value: 10,
  })
  expect(delivered).toMatchObject({ flow: 'delivered', serviceKind: 'electricity', unit: 'Wh', assumed: [] })
  expect(new Set(delivered?.readings.map(({ quality }) => quality))).toEqual(
    new Set([undefined, 'estimated']),
  )
  expect(received?.readings.reduce((sum, { value }) => sum + value, 0)).toBe(743 * 7)
})

test('the table has the same readings, with local times and their offset', async () => {
  const { text, headers } = await download({ format: 'csv' })
  expect(headers['content-type']).toContain('text/csv')
  const lines = text.split('\r\n')
  expect(lines[0]).toBe('start,end,direction,register,value,unit,quality')
  expect(lines[1]).toBe('2025-11-01T00:00:00-07:00,2025-11-01T01:00:00-07:00,delivered,,0.010,kWh,unstated')
  const fromTable = await seriesOf(text)
  const fromXml = await seriesOf((await download()).text)
  const plain = (series: typeof fromXml) =>
    series.map(({ flow, readings }) => [
      flow,
      readings.map(({ startsAt, durationSeconds, value }) => [startsAt, durationSeconds, value]),
    ])
  expect(plain(fromTable)).toEqual(plain(fromXml))
})

test('the page links to both files, and strangers get neither', async () => {
  const maria = await app.asCustomer(town.maria)
  const page = await maria.get(`/accounts/${accountId}/usage`)
  expect(page.text).toContain(
    `/usage/download.xml?servicePointId=${point}&amp;from=2025-05&amp;until=2026-04`,
  )
  expect((await download({}, town.olga)).status).toBe(403)
  expect(
    (await download({ servicePointId: await servicePointOf(app.owner, town.otherAccount) })).status,
  ).toBe(404)
  expect(
    (
      await app
        .visitor()
        .get(`/accounts/${accountId}/usage/download.csv?servicePointId=${point}&from=2025-05&until=2026-04`)
    ).status,
  ).toBe(401)
  for (const wrong of [{ from: '2026-13' }, { from: '2026-04', until: '2025-04' }, { from: '1990-01' }])
    expect((await download(wrong)).status).toBe(400)
})

const schema = path.join(process.env.PORCHLIGHT_TEST_DATA ?? '', 'greenbutton/xsd/espi.xsd')
const isThere = process.env.PORCHLIGHT_TEST_DATA !== undefined && existsSync(schema)
/** The resources of ESPI in the file: the schema is theirs, the feed around them is Atom's. */
const resourcesIn = (text: string) =>
  [...text.matchAll(/<content>(<(\w+) xmlns="http:\/\/naesb\.org\/espi"[\s\S]*?)<\/content>/g)].map(
    ([, xml = '', name = '']) => ({ xml, name }),
  )

test('every resource has the elements that ESPI names, and the feed is well-formed', async () => {
  const { text } = await download()
  using feed = XmlDocument.fromString(text)
  expect(feed.root.name).toBe('feed')
  const names = resourcesIn(text).map(({ name }) => name)
  expect(new Set(names)).toEqual(new Set(['UsagePoint', 'MeterReading', 'ReadingType', 'IntervalBlock']))
  expect(names.filter((name) => name === 'IntervalBlock')).toHaveLength(180 + 31)
})

describe.skipIf(!isThere)(isThere ? 'the schema' : 'the schema (skipped: no test data)', () => {
  test('of ESPI 4.0 accepts every resource of the file, and refuses a broken one', async () => {
    using xsd = XmlDocument.fromBuffer(readFileSync(schema))
    using validator = XsdValidator.fromDoc(xsd)
    const check = (xml: string) => {
      using document = XmlDocument.fromString(xml)
      validator.validate(document)
    }
    const resources = resourcesIn((await download()).text)
    for (const { xml } of resources) expect(() => check(xml)).not.toThrow()
    const block = resources.find(({ name }) => name === 'IntervalBlock')?.xml ?? ''
    expect(() => check(block.replace('<value>', '<worth>').replace('</value>', '</worth>'))).toThrow()
  })
})
