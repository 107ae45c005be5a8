import { describe, expect, it } from 'vitest'
import { readMeterFile } from '../meter-data/read-meter-file.ts'
import { MeterDataRefused } from '../meter-data/refused.ts'

async function* text(content: string) {
  yield content
}
type Service = 'electricity' | 'gas' | 'water'
const readFile = (lines: string[], serviceType: Service) =>
  readMeterFile(text(lines.join('\n')), { timeZone: 'America/Los_Angeles', serviceType })
async function read(lines: string[], serviceType: Service = 'electricity') {
  const { format, series } = await readFile(lines, serviceType)
  expect(format).toBe('csv')
  return series.map((one) => ({ ...one, readings: [...one.readings] }))
}
async function refusal(...lines: string[]) {
  const error = await readFile(lines, 'electricity').catch((thrown: unknown) => thrown)
  if (error instanceof MeterDataRefused) return `${error.reason} ${error.line}:${error.column}`
  throw new Error('expected a refusal')
}
const at = (iso: string) => Date.parse(iso) / 1000

describe('values in columns', () => {
  it('reads the form of many utilities: lines of an account above, a date, a start and an end', async () => {
    const [series] = await read([
      'Name,MARIA ALVAREZ',
      'Address,"12 Oak St, Port Ellis"',
      '',
      'TYPE,DATE,START TIME,END TIME,USAGE (kWh),COST,NOTES',
      'Electric usage,2026-03-20,00:00,00:14,0.25,$0.05,',
      'Electric usage,2026-03-20,00:15,00:29,"1,000.5",$0.06,',
    ])
    expect(series).toMatchObject({ flow: 'delivered', unit: 'Wh', sourceUnit: 'kWh', intervalSeconds: 900 })
    expect(series?.readings).toEqual([
      { startsAt: at('2026-03-20T07:00:00Z'), durationSeconds: 900, value: 250 },
      { startsAt: at('2026-03-20T07:15:00Z'), durationSeconds: 900, value: 1_000_500 },
    ])
  })

  it('reads a column for each direction as two series, never one', async () => {
    const series = await read([
      'Timestamp,Delivered kWh,Received kWh',
      '2026-03-20T08:00:00Z,1,0',
      '2026-03-20T09:00:00Z,0,2',
    ])
    expect(series.map(({ flow, readings }) => [flow, readings.map(({ value }) => value)])).toEqual([
      ['delivered', [1000, 0]],
      ['received', [0, 2000]],
    ])
  })

  it('reads the product’s own form: direction, unit and quality on each line', async () => {
    const series = await read([
      'start,end,direction,value,unit,quality',
      '2026-03-20T00:00:00-07:00,2026-03-20T01:00:00-07:00,delivered,0.5,kWh,actual',
      '2026-03-20T00:00:00-07:00,2026-03-20T01:00:00-07:00,received,0.1,kWh,estimated',
    ])
    expect(series.map(({ flow, readings }) => [flow, readings[0]?.value, readings[0]?.quality])).toEqual([
      ['delivered', 500, 'actual'],
      ['received', 100, 'estimated'],
    ])
  })

  it('knows the order of day and month from the whole file, and refuses to guess it', async () => {
    const [series] = await read(['Date,kWh', '3/9/2026,1', '3/20/2026,2', '3/10/2026,3'])
    expect(series?.intervalSeconds).toBe(86_400)
    expect(
      series?.readings.map(({ startsAt }) => new Date(startsAt * 1000).toISOString().slice(0, 10)),
    ).toEqual(['2026-03-09', '2026-03-10', '2026-03-20'])
    expect((await read(['Date;kWh', '20.03.2026;1,5', '21.03.2026;2']))[0]?.readings[0]?.value).toBe(1500)
    expect(await refusal('Date,kWh', '3/9/2026,1', '3/10/2026,2')).toBe('date-order-unknown 2:1')
    expect(await refusal('Date,kWh', '3/20/2026,1', '20/3/2026,2')).toBe('date-order-unknown 2:1')
  })

  it('reads a day of 50 half hours, whose clock shows an hour twice, and one of 46', async () => {
    const halfHours = (date: string, skip: (slot: number) => number[]) =>
      Array.from({ length: 48 }, (_, slot) => slot).flatMap((slot) =>
        skip(slot).map((one) => `${date} ${String(one >> 1).padStart(2, '0')}:${one % 2 ? '30' : '00'},1`),
      )
    // 1:00 and 1:30 come again after 1:30.
    const long = halfHours('2026-11-01', (slot) => (slot === 3 ? [3, 2, 3] : [slot]))
    const [autumn] = await read(['time,usage kWh', ...long])
    expect(autumn?.readings).toHaveLength(50)
    expect(new Set(autumn?.readings.map(({ startsAt }) => startsAt)).size).toBe(50)
    const [spring] = await read([
      'time,usage kWh',
      ...halfHours('2026-03-08', (slot) => (slot === 4 || slot === 5 ? [] : [slot])),
    ])
    expect(spring?.readings).toHaveLength(46)
  })

  it('reads billing periods of water and gas', async () => {
    const [water] = await read(
      ['From,To,Usage (gallons)', '2026-01-05,2026-02-03,1000', '2026-02-04,2026-03-05,900'],
      'water',
    )
    expect(water).toMatchObject({ serviceKind: 'water', intervalSeconds: 0, unit: 'mL' })
    expect(water?.readings.map(({ durationSeconds }) => durationSeconds / 86_400)).toEqual([30, 30])
    expect(
      (await read(['Start date,End date,Therms', '2026-01-05,2026-02-03,31'], 'gas'))[0]?.readings[0]?.value,
    ).toBe(908_303)
  })

  it('sets a meter’s number for "no reading" aside', async () => {
    const [series] = await read(['time,kWh', '2026-03-20 10:00,1', '2026-03-20 11:00,4294967.295'])
    expect(series?.readings).toHaveLength(1)
    expect(series?.setAside).toHaveLength(1)
  })

  it.each([
    [
      'a value that is no number',
      'value-not-a-number 2:18',
      ['time,kWh', '2026-03-20 10:00,abc', '2026-03-20 11:00,1'],
    ],
    [
      'a number in the form of a spreadsheet',
      'value-not-a-number 2:18',
      ['time,kWh', '2026-03-20 10:00,1.2E+03', '2026-03-20 11:00,1'],
    ],
    ['a time that is none', 'reading-without-time 2:1', ['time,kWh', 'noon,1']],
    ['a single reading without a length', 'reading-without-duration 2:1', ['time,kWh', '2026-03-20 10:00,1']],
    ['no unit', 'unknown-unit 2:12', ['date,usage', '2026-03-20,1', '2026-03-21,1']],
    ['no headings', 'unknown-format 1:1', ['1,2', '3,4']],
    ['a quote that does not end', 'malformed-line 2:12', ['date,kWh', '2026-03-20,"1']],
    [
      'a direction that is neither',
      'unsupported-flow-direction 2:12',
      ['date,direction,kWh', '2026-03-20,both,1', '2026-03-21,both,1'],
    ],
    ['two columns of one direction', 'unknown-format 1:1', ['date,usage kWh,import kWh', '2026-03-20,1,2']],
  ])('refuses %s with its place', async (_, expected, lines) => {
    expect(await refusal(...lines)).toBe(expected)
  })
})
