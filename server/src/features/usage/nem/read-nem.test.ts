import { describe, expect, it } from 'vitest'
import { METER_DATA_LIMITS } from '../meter-data/limits.ts'
import { MeterDataRefused } from '../meter-data/refused.ts'
import { readNem } from './read-nem.ts'

async function* text(lines: string[]) {
  yield `${lines.join('\r\n')}\r\n`
}
async function read(...lines: string[]) {
  return (await readNem(text(lines), METER_DATA_LIMITS)).map((one) => ({
    ...one,
    readings: [...one.readings],
  }))
}
async function refusal(...lines: string[]) {
  const error = await readNem(text(lines), METER_DATA_LIMITS).catch((thrown: unknown) => thrown)
  if (error instanceof MeterDataRefused) return `${error.reason} ${error.line}:${error.column}`
  throw new Error('expected a refusal')
}

const HEAD = '100,NEM12,202604011300,MDA1,Ret1'
const stream = (suffix: string, minutes = 30, unit = 'kWh') =>
  `200,4103000001,E1B1,1,${suffix},N1,SER1,${unit},${minutes},`
const values = (count: number, value: number | string = 0.5) =>
  Array.from({ length: count }, () => value).join(',')
const day = (
  date: string,
  count: number,
  quality = 'A',
  value: number | string = 0.5,
  updated = '20260402010000',
) => `300,${date},${values(count, value)},${quality},,,${updated},`

describe('NEM12', () => {
  it('reads intervals in market time, each register for itself, delivered and received', async () => {
    const series = await read(
      HEAD,
      stream('E1'),
      day('20260401', 48),
      stream('e2', 15),
      day('20260401', 96, 'A', '.25'),
      stream('B1'),
      day('20260401', 48, 'A', 1),
      '900',
    )
    expect(
      series.map(({ usagePoint, register, flow, intervalSeconds }) => [
        usagePoint,
        register,
        flow,
        intervalSeconds,
      ]),
    ).toEqual([
      ['4103000001', 'E1', 'delivered', 1800],
      ['4103000001', 'E2', 'delivered', 900],
      ['4103000001', 'B1', 'received', 1800],
    ])
    // Midnight of the market is 14:00 UTC of the day before.
    expect(series[0]?.readings[0]).toEqual({
      startsAt: Date.parse('2026-03-31T14:00:00Z') / 1000,
      durationSeconds: 1800,
      value: 500,
      quality: 'actual',
    })
    expect(series.map(({ readings }) => readings.reduce((sum, { value }) => sum + value, 0))).toEqual([
      24_000, 24_000, 48_000,
    ])
  })

  it('reads units in any case, and passes over what is no usage', async () => {
    const series = await read(
      HEAD,
      stream('E1', 30, 'KWH'),
      day('20260401', 48),
      stream('K1', 30, 'KVARH'),
      day('20260401', 48),
      stream('V1', 10, ''),
      day('20260401', 144),
      stream('E3', 30, 'MWh'),
      day('20260401', 48),
    )
    expect(series.map(({ register, readings }) => [register, readings[0]?.value])).toEqual([
      ['E1', 500],
      ['E3', 500_000],
    ])
  })

  it('reads the quality of a day, of intervals, and a day that has none', async () => {
    const [series] = await read(
      HEAD,
      stream('E1'),
      day('20260401', 48, 'S14'),
      day('20260402', 48, 'V'),
      '400,1,20,F14,76,',
      '400,21,24,A,,',
      '400,25,46,E64,,',
      '400,47,48,N,,',
      day('20260403', 48, 'N', 0),
      '500,O,,20260401120000,',
      '900',
    )
    expect(
      series?.readings
        .map(({ quality }) => quality)
        .join(' ')
        .replace(/(\w+)( \1)+/g, '$1'),
    ).toBe('substituted actual estimated')
    expect(series?.readings).toHaveLength(48 + 46)
  })

  it('takes the later of two days, and keeps both', async () => {
    const [series] = await read(
      HEAD,
      stream('E1'),
      day('20260401', 48, 'A', 2, '20260405000000'),
      day('20260401', 48, 'E', 1, '20260402000000'),
      '900',
    )
    expect(series?.readings.every(({ value }) => value === 2000)).toBe(true)
    expect(series?.revised).toHaveLength(48)
  })

  it('sets a meter’s number for "no reading" aside', async () => {
    const [series] = await read(HEAD, stream('E1'), day('20260401', 48).replace('0.5,', '16777.215,'), '900')
    expect(series?.readings).toHaveLength(47)
    expect(series?.setAside).toEqual([expect.objectContaining({ raw: 16_777.215, why: 'sentinel' })])
  })

  it.each([
    [
      'a day with the values of another interval length',
      'wrong-number-of-values 3:206',
      [HEAD, stream('E1', 15), day('20260401', 48)],
    ],
    [
      'a day that is cut short',
      'wrong-number-of-values 3:29',
      [HEAD, stream('E1'), '300,20260401,0.5,0.5,0.5,0.5'],
    ],
    [
      'a value that is no number',
      'value-not-a-number 3:14',
      [HEAD, stream('E1'), day('20260401', 48).replace('0.5,', 'x,')],
    ],
    ['no header', 'malformed-line 1:1', [stream('E1'), day('20260401', 48)]],
    ['a day without a stream', 'malformed-line 2:1', [HEAD, day('20260401', 48)]],
    ['a date that does not exist', 'malformed-line 3:5', [HEAD, stream('E1'), day('20260231', 48)]],
    ['an unknown unit', 'unknown-unit 2:34', [HEAD, stream('E1', 30, 'furlong'), day('20260401', 48)]],
    [
      'intervals without a quality',
      'malformed-line 3:94',
      [HEAD, stream('E1'), day('20260401', 48, 'V'), '400,1,20,A,,'],
    ],
    [
      'no energy at all',
      'no-interval-readings 1:1',
      [HEAD, stream('Q1', 30, 'kVArh'), day('20260401', 48), '900'],
    ],
    ['an unknown record', 'malformed-line 2:1', [HEAD, '777,x']],
  ])('refuses %s with its place', async (_, expected, lines) => {
    expect(await refusal(...lines)).toBe(expected)
  })
})

describe('NEM13', () => {
  const head = '100,NEM13,200401101030,MDA1,Ret1'
  const register = (direction: string, unit = 'kWh', until = '20040107100333') =>
    `250,VABC005890,1141,1,11,11,METSER123,${direction},006342.8,20031005093055,A,,,007654.9,${until},S64,,,1312.1,${unit},20040407,20040108100333,20040108091133`

  it('reads what was used between two readings of the meter as a billing period', async () => {
    const [series, ...more] = await read(head, register('E'), '550,N,,E,', register('E', 'kVArh'), '900')
    expect(more).toEqual([])
    expect(series).toMatchObject({
      usagePoint: 'VABC005890',
      register: '11-1',
      flow: 'delivered',
      intervalSeconds: 0,
    })
    expect(series?.readings).toEqual([
      {
        startsAt: Date.parse('2003-10-04T23:30:55Z') / 1000,
        durationSeconds: 94 * 86_400 + 32 * 60 + 38,
        value: 1_312_100,
        quality: 'substituted',
      },
    ])
  })

  it('tells received from delivered, and refuses what is neither', async () => {
    expect((await read(head, register('I')))[0]?.flow).toBe('received')
    expect(await refusal(head, register('X'))).toBe('unsupported-flow-direction 2:39')
    expect(await refusal(head, register('E', 'kWh', '20030107100333'))).toBe('malformed-line 2:78')
  })
})
