import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { METER_DATA_LIMITS } from '../meter-data/limits.ts'
import { MeterDataRefused } from '../meter-data/refused.ts'
import { readGreenButton as readSeries } from './read-green-button.ts'

/** The readings as an array, to compare them. */
async function readGreenButton(...given: Parameters<typeof readSeries>) {
  return (await readSeries(...given)).map((one) => ({ ...one, readings: [...one.readings] }))
}

const POINT = `<entry><link rel="self" href="/UsagePoint/1"/><link rel="related" href="/UsagePoint/1/MeterReading"/>
  <link rel="related" href="/LocalTimeParameters/1"/>
  <content><UsagePoint xmlns="http://naesb.org/espi"><ServiceCategory><kind>0</kind></ServiceCategory></UsagePoint></content></entry>`
const TIME = `<entry><link rel="self" href="/LocalTimeParameters/1"/><content><LocalTimeParameters>
  <dstEndRule>b40e2000</dstEndRule><dstOffset>3600</dstOffset><tzOffset>-18000</tzOffset></LocalTimeParameters></content></entry>`
const meter = (
  id: string,
  type: string,
) => `<entry><link rel="self" href="https://x.example/UsagePoint/1/MeterReading/${id}"/>
  <link rel="up" href="/UsagePoint/1/MeterReading"/><link rel="related" href="/ReadingType/${type}/"/>
  <content><MeterReading/></content></entry>`
const type = (id: string, fields: Record<string, number | string>) =>
  `<entry><link rel="self" href="//ReadingType/${id}?x=1"/><content><ReadingType>${Object.entries(fields)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</ReadingType></content></entry>`
const reading = (start: number, value: number | string, duration = 3600) =>
  `<IntervalReading><timePeriod><duration>${duration}</duration><start>${start}</start></timePeriod><value>${value}</value></IntervalReading>`
const block = (
  id: string,
  readings: string,
) => `<entry><link rel="up" href="/UsagePoint/1/MeterReading/${id}/IntervalBlock"/>
  <content><IntervalBlock>${readings}</IntervalBlock></content></entry>`
const feed = (...entries: string[]) =>
  `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:e="http://naesb.org/espi">\n${entries.join('\n')}\n</feed>`

async function refusal(text: string | string[], limits = METER_DATA_LIMITS): Promise<MeterDataRefused> {
  const read = await readGreenButton(typeof text === 'string' ? [text] : text, limits).catch(
    (error: unknown) => error,
  )
  if (read instanceof MeterDataRefused) return read
  throw new Error(`expected a refusal, got ${JSON.stringify(read)}`)
}

describe('reading Green Button', () => {
  const kWh = type('e', {
    commodity: 1,
    flowDirection: 1,
    uom: 72,
    powerOfTenMultiplier: 3,
    intervalLength: 3600,
  })
  const out = type('r', { commodity: 1, flowDirection: 19, uom: 72 })
  const entries = [
    POINT,
    TIME,
    meter('a', 'e'),
    kWh,
    block('a', reading(7200, 2) + reading(3600, '1.25')),
    meter('b', 'r'),
    out,
    block('b', reading(3600, 7)),
  ]

  it('joins entries in any order by their links', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(entries, { minLength: entries.length }), async (shuffled) => {
        const series = await readGreenButton([feed(...shuffled)])
        const byFlow = series.toSorted((a, b) => a.flow.localeCompare(b.flow))
        expect(byFlow).toEqual([
          {
            usagePoint: '/UsagePoint/1',
            serviceKind: 'electricity',
            unit: 'Wh',
            sourceUnit: 'Wh',
            flow: 'delivered',
            intervalSeconds: 3600,
            assumed: [],
            localTime: { offsetSeconds: -18_000, daylightOffsetSeconds: 3600, daylightEndRule: 'B40E2000' },
            readings: [
              { startsAt: 3600, durationSeconds: 3600, value: 1250 },
              { startsAt: 7200, durationSeconds: 3600, value: 2000 },
            ],
          },
          expect.objectContaining({
            flow: 'received',
            readings: [{ startsAt: 3600, durationSeconds: 3600, value: 7 }],
          }),
        ])
      }),
      { numRuns: 40 },
    )
  })

  it('reads the same series, whatever the chunks of the text', async () => {
    const text = feed(...entries)
    const whole = await readGreenButton([text])
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), async (size) => {
        const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
          text.slice(i * size, (i + 1) * size),
        )
        expect(await readGreenButton(chunks)).toEqual(whole)
      }),
      { numRuns: 20 },
    )
  })

  it('reads a bare block under any prefix, with repeats, and says what it assumed', async () => {
    const text = `<x:IntervalBlock xmlns:x="urn:wrong">${reading(3600, 5)}${reading(0, 4)}${reading(3600, 5)}</x:IntervalBlock>`
    const [series] = await readGreenButton([
      text.replaceAll(/<(\/?)(Interval\w+|timePeriod|value)/g, '<$1x:$2'),
    ])
    expect(series?.readings.map((one) => one.value)).toEqual([4, 5])
    expect(series?.assumed).toEqual(['serviceKind', 'unit', 'flow'])
  })

  it('places readings without a time by the block, and leaves out those without a value', async () => {
    const readings =
      '<IntervalReading><value>1</value></IntervalReading><IntervalReading/><IntervalReading><value>3</value></IntervalReading>'
    const [series] = await readGreenButton([
      feed(
        POINT,
        meter('a', 'e'),
        kWh,
        block('a', `<interval><duration>9</duration><start>7200</start></interval>${readings}`),
      ),
    ])
    expect(series?.readings.map((one) => [one.startsAt, one.value])).toEqual([
      [7200, 1000],
      [14_400, 3000],
    ])
  })

  it('reads days of 23 and 25 hours, and a gas volume in milliliters', async () => {
    const gas = type('g', {
      commodity: 7,
      uom: 119,
      powerOfTenMultiplier: -1,
      flowDirection: 1,
      defaultQuality: 8,
    })
    const days = reading(0, 10, 86_400) + reading(86_400, 20, 82_800) + reading(169_200, 30, 90_000)
    const [series] = await readGreenButton([feed(meter('a', 'g'), gas, block('a', days))])
    expect(series).toMatchObject({
      serviceKind: 'gas',
      unit: 'mL',
      sourceUnit: 'ft³',
      intervalSeconds: 86_400,
    })
    expect(series?.readings[0]).toEqual({
      startsAt: 0,
      durationSeconds: 86_400,
      value: 28_317,
      quality: 'estimated',
    })
  })

  it('splits net flow, and skips readings that are not usage', async () => {
    const net = type('e', { commodity: 1, flowDirection: 4, uom: 72 })
    const reactive = type('r', { commodity: 1, flowDirection: 1, uom: 73 })
    const series = await readGreenButton([
      feed(
        meter('a', 'e'),
        net,
        block('a', reading(0, -5) + reading(3600, 6)),
        meter('b', 'r'),
        reactive,
        block('b', reading(0, 9)),
      ),
    ])
    expect(series.map((one) => [one.flow, ...one.readings.map((r) => r.value)])).toEqual([
      ['delivered', 0, 6],
      ['received', 5, 0],
    ])
  })
})

describe('refusing Green Button', () => {
  const one = (readings: string, fields: Record<string, number | string> = {}) =>
    feed(POINT, meter('a', 'e'), type('e', fields), block('a', readings))
  const cases: [string, string][] = [
    ['malformed-xml', ''],
    ['malformed-xml', '<feed><entry></feed>'],
    ['malformed-xml', '<feed>&bomb;</feed>'],
    ['doctype-not-allowed', '<!DOCTYPE feed [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><feed>&b;</feed>'],
    ['not-green-button', '<html><body/></html>'],
    [
      'not-green-button',
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>News</title></entry></feed>',
    ],
    ['no-interval-readings', feed(POINT)],
    ['no-interval-readings', feed(block('a', '<IntervalReading/>'))],
    ['unknown-unit', one(reading(0, 1), { uom: 9999 })],
    ['unknown-unit', one(reading(0, 1), { uom: 73 })],
    ['unit-does-not-fit-service', one(reading(0, 1), { uom: 42 })],
    ['unsupported-service', one(reading(0, 1)).replace('<kind>0<', '<kind>5<')],
    ['unsupported-flow-direction', one(reading(0, 1), { flowDirection: 2 })],
    ['cumulative-readings', one(reading(0, 1), { accumulationBehaviour: 1 })],
    ['value-not-a-number', one(reading(0, '12 kWh'))],
    ['value-not-a-number', one(reading(0, ''))],
    ['value-out-of-range', one(reading(0, 1), { powerOfTenMultiplier: 99 })],
    ['value-out-of-range', one(reading(0, '9999999999999999'))],
    ['value-out-of-range', one(reading(1_430_377_200_000, 1))],
    [
      'reading-without-time',
      one('<IntervalReading><value>1</value></IntervalReading>', { intervalLength: 900 }),
    ],
    ['reading-without-duration', one('<IntervalReading><value>1</value></IntervalReading>')],
    ['misaligned-readings', one(reading(0, 1) + reading(4000, 1))],
    ['unsupported-flow-direction', one(reading(0, 1), { flowDirection: 20 })],
    ['unsupported-service', one(reading(0, 1), { commodity: 7 })],
    ['overlapping-readings', one(reading(0, 1) + reading(1800, 1))],
  ]
  it.each(cases)('%s: %.60s', async (reason, text) => {
    expect((await refusal(text)).reason).toBe(reason)
  })

  it('reads a code of the object that has it, never the same word of an object inside or beside it', async () => {
    const point = POINT.replace(
      '<UsagePoint xmlns="http://naesb.org/espi">',
      '<UsagePoint xmlns="http://naesb.org/espi"><pnodeRefs><kind>1</kind></pnodeRefs>',
    )
    const nested = `<IntervalReading><timePeriod><duration>3600</duration><start>0</start></timePeriod><cost><value>9</value></cost><value>5</value><other><value>7</value></other></IntervalReading>`
    const inside = type('e', { commodity: 1, uom: 72, powerOfTenMultiplier: 3 }).replace(
      '<ReadingType>',
      '<ReadingType><argument><uom>9999</uom></argument><kind>12</kind>',
    )
    const [series] = await readGreenButton([feed(point, meter('a', 'e'), inside, block('a', nested))])
    expect(series).toMatchObject({ serviceKind: 'electricity', readings: [{ value: 5000 }] })
  })

  it('names the line and column', async () => {
    const refused = await refusal(one(`\n  ${reading(0, 'x')}`))
    const before = one(`\n  ${reading(0, 'x')}`).split('>x<')[0] ?? ''
    expect([refused.line, refused.column]).toEqual([
      before.split('\n').length,
      before.length - before.lastIndexOf('\n'),
    ])
  })

  it('stays within its limits', async () => {
    const limits = {
      ...METER_DATA_LIMITS,
      characters: 100_000,
      textCharacters: 20_000,
      readings: 2,
      entries: 4,
    }
    expect((await refusal(`<feed>${' '.repeat(200_000)}`, limits)).reason).toBe('text-too-long')
    expect((await refusal(`<feed><!--${'x'.repeat(60_000)}--></feed>`, limits)).reason).toBe('text-too-long')
    expect((await refusal(`<feed>${'<a/>'.repeat(40_000)}</feed>`, limits)).reason).toBe('file-too-large')
    expect((await refusal('<feed>'.repeat(100), limits)).reason).toBe('nested-too-deep')
    expect((await refusal(feed(...Array(9).fill(POINT)), limits)).reason).toBe('too-many-entries')
    expect((await refusal(feed(block('a', reading(0, 1).repeat(3))), limits)).reason).toBe(
      'too-many-readings',
    )
  })

  it('refuses any broken file, and never throws another error', async () => {
    const text = one(reading(0, 1) + reading(3600, 2), { uom: 72, intervalLength: 3600 })
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length), fc.nat(40), fc.string({ maxLength: 5 }), async (at, cut, put) => {
        const broken = text.slice(0, at) + put + text.slice(at + cut)
        const read = await readGreenButton([broken]).catch((error: unknown) => error)
        expect(Array.isArray(read) || read instanceof MeterDataRefused).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

const data = path.join(process.env.PORCHLIGHT_TEST_DATA ?? '', 'greenbutton')
const there = process.env.PORCHLIGHT_TEST_DATA !== undefined && existsSync(data)

describe.skipIf(!there)(
  there ? 'files of real producers' : 'files of real producers (skipped: no test data)',
  () => {
    const sums: Record<string, [readings: number, total: number]> = {
      'year-hourly/Desert_Single_Family_Jan_1_2011_to_Jan_1_2012_RetailCustomer_7.xml': [8760, 12_397_107],
      'year-hourly/TestGBDataHourlyNineDaysBinnedDaily.xml': [216, 199_563],
      'year-hourly/TestGBDataOneYearDailyBinnedMonthly.xml': [444, 9_917_817],
      'gba/test_usage_data.xml': [1340, 1_391_666],
      'pge-sce/BulkSCEIntervalBlock.xml': [97, 24_380],
      'pge-sce/BulkSCEUsageSummaryAndIntervalBlock.xml': [3, 620],
      'pge-sce/ESPIIntervalBlock.xml': [444, 9_917_817],
      'pge-sce/PGEIntervalBlock.xml': [2280, 496_406_375],
    }

    it('reads every file that holds interval readings, and refuses the others for having none', async () => {
      for (const folder of ['year-hourly', 'gba', 'pge-sce']) {
        for (const name of readdirSync(path.join(data, folder)).filter((file) => file.endsWith('.xml'))) {
          const file = `${folder}/${name}`
          const text = readFileSync(path.join(data, file), 'utf8')
          const expected = sums[file]
          if (expected) {
            const series = await readGreenButton([text])
            const total = series.flatMap((one) => one.readings).reduce((sum, one) => sum + one.value, 0)
            expect([file, series.length, series[0]?.readings.length, total]).toEqual([file, 1, ...expected])
          } else expect([file, (await refusal(text)).reason]).toEqual([file, 'no-interval-readings'])
        }
      }
    })

    it.each([
      ['Desert_Single_Family_Jan_1_2011_to_Jan_1_2012_RetailCustomer_7', 3600],
      ['TestGBDataOneYearDailyBinnedMonthly', 86_400],
    ])('reads %s as another reader does', async (name, interval) => {
      const [series] = await readGreenButton([
        readFileSync(path.join(data, 'year-hourly', `${name}.xml`), 'utf8'),
      ])
      const lines = readFileSync(path.join(data, 'year-hourly', `${name}.txt`), 'utf8').matchAll(
        /^ +(\S+ \S+), (?:1 day, )?[\d:]+: (\d+) Wh/gm,
      )
      const expected = [...lines].map(([, start = '', value]) => [
        Date.parse(start.replace(' ', 'T')) / 1000,
        Number(value),
      ])
      expect(series?.intervalSeconds).toBe(interval)
      expect(series?.readings.map((one) => [one.startsAt, one.value])).toEqual(expected)
    })
  },
)
