import { createHash } from 'node:crypto'
import type { ReadingQuality } from '../meter-data/quality.ts'
import type { ServiceType } from '../service-points.ts'

/** A series of the file: a direction, a register and an interval length. */
export type ExportSeries = { channel: string; register: string; intervalMinutes: number }

/** A reading as it is exported: epoch seconds, and the base unit (Wh, mL). */
export type ExportReading = { startsAt: number; seconds: number; value: number; quality: ReadingQuality }

export type ExportOf = {
  /** Names the service point in the file's own addresses. */
  servicePointId: number
  serviceType: ServiceType
  /** The utility's name, for the feed's title. */
  title: string
  /** ISO instant. */
  updated: string
}

const SERVICE_KINDS = { electricity: 0, gas: 1, water: 2 } as const
/** CommodityKind: electricity metered at the premise, natural gas, potable water. */
const COMMODITIES = { electricity: 1, gas: 7, water: 9 } as const
/** QualityOfReading; `unstated` says none. */
const QUALITIES: Readonly<Record<ReadingQuality, number | undefined>> = {
  unstated: undefined,
  actual: 17,
  estimated: 8,
  substituted: 7,
  questionable: 10,
  unchecked: 14,
  other: 16,
}
/** Watt hours; liters with thousandths, which are milliliters. */
const UNITS = { Wh: { uom: 72, power: 0 }, mL: { uom: 134, power: -3 } } as const

const point = ({ servicePointId }: ExportOf) => `/espi/1_1/resource/UsagePoint/${servicePointId}`
const seriesId = ({ channel, register, intervalMinutes }: ExportSeries) =>
  [channel, register, String(intervalMinutes)].filter((part) => part !== '').join('-')
const meterReading = (of: ExportOf, series: ExportSeries) => `${point(of)}/MeterReading/${seriesId(series)}`
const readingType = (of: ExportOf, series: ExportSeries) =>
  `/espi/1_1/resource/ReadingType/${of.servicePointId}-${seriesId(series)}`

/** Atom wants an id that stays the same when the file is made again. */
function uuid(path: string): string {
  const hex = createHash('sha256').update(path).digest('hex')
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '')

function entry(
  of: ExportOf,
  path: string,
  title: string,
  related: readonly string[],
  content: string,
): string {
  const links = related.map((href) => `<link rel="related" href="${escaped(href)}"/>`).join('')
  const up = path.slice(0, path.lastIndexOf('/'))
  return `<entry><id>${uuid(path)}</id><link rel="self" href="${escaped(path)}"/><link rel="up" href="${escaped(up)}"/>${links}<title>${escaped(title)}</title>
<content>${content}</content>
<published>${of.updated}</published><updated>${of.updated}</updated></entry>
`
}

/** Returns the beginning of a Green Button file: the feed, the usage point, and each series with what it measures. */
export function espiHead(of: ExportOf, series: readonly ExportSeries[]): string {
  const { serviceType, title, updated } = of
  const { uom, power } = UNITS[serviceType === 'water' ? 'mL' : 'Wh']
  const usagePoint = entry(
    of,
    point(of),
    title,
    [`${point(of)}/MeterReading`],
    `<UsagePoint xmlns="http://naesb.org/espi"><ServiceCategory><kind>${SERVICE_KINDS[serviceType]}</kind></ServiceCategory></UsagePoint>`,
  )
  const readings = series.map((one) => {
    const flow = one.channel === 'received' ? 19 : 1
    const name = `${one.channel === 'received' ? 'Energy received' : 'Energy delivered'}${one.register ? `, register ${one.register}` : ''}`
    return (
      entry(
        of,
        meterReading(of, one),
        name,
        [`${meterReading(of, one)}/IntervalBlock`, readingType(of, one)],
        '<MeterReading xmlns="http://naesb.org/espi"/>',
      ) +
      entry(
        of,
        readingType(of, one),
        name,
        [],
        `<ReadingType xmlns="http://naesb.org/espi"><accumulationBehaviour>4</accumulationBehaviour><commodity>${COMMODITIES[serviceType]}</commodity><dataQualifier>12</dataQualifier><flowDirection>${flow}</flowDirection><intervalLength>${one.intervalMinutes * 60}</intervalLength><kind>12</kind><powerOfTenMultiplier>${power}</powerOfTenMultiplier><uom>${uom}</uom></ReadingType>`,
      )
    )
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>${uuid(`${point(of)}/feed`)}</id><title>${escaped(title)}</title><updated>${updated}</updated><link rel="self" href="${point(of)}"/>
${usagePoint}${readings.join('')}`
}

export const espiTail = '</feed>\n'

/** Returns the readings of a day, or another stretch of time, as an interval block. A time without a reading is left out. */
export function espiBlock(of: ExportOf, series: ExportSeries, readings: readonly ExportReading[]): string {
  const [first, last] = [readings[0], readings.at(-1)]
  if (!first || !last) return ''
  const rows = readings.map(({ startsAt, seconds, value, quality }) => {
    const code = QUALITIES[quality]
    const flag = code === undefined ? '' : `<ReadingQuality><quality>${code}</quality></ReadingQuality>`
    return `<IntervalReading>${flag}<timePeriod><duration>${seconds}</duration><start>${startsAt}</start></timePeriod><value>${value}</value></IntervalReading>`
  })
  const duration = last.startsAt + last.seconds - first.startsAt
  return entry(
    of,
    `${meterReading(of, series)}/IntervalBlock/${first.startsAt}`,
    '',
    [],
    `<IntervalBlock xmlns="http://naesb.org/espi"><interval><duration>${duration}</duration><start>${first.startsAt}</start></interval>
${rows.join('\n')}
</IntervalBlock>`,
  )
}
