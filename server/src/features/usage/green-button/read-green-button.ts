import { METER_DATA_LIMITS, type MeterDataLimits } from '../meter-data/limits.ts'
import type { LocalTimeParameters, MeterSeries } from '../meter-data/meter-series.ts'
import { integerField } from '../meter-data/number-field.ts'
import type { ReadingColumns } from '../meter-data/reading-columns.ts'
import { MeterDataRefused, START } from '../meter-data/refused.ts'
import { SeriesReadings } from '../meter-data/series-readings.ts'
import type { RawResource } from './entries.ts'
import { type LinkedReadings, linkEntries } from './link-entries.ts'
import { type OrderedReadings, orderedReadings } from './ordered-readings.ts'
import { parseEntries } from './parse-entries.ts'
import { type ReadingKind, readingKind } from './reading-kind.ts'

/**
 * Reads a Green Button file (NAESB ESPI Atom XML, or a bare part of one) as its text arrives.
 * Entries may stand in any order, so the readings are held until the end; the limits bound the memory.
 *
 * @returns one series per meter reading and interval length; net flow gives two (delivered where positive, received where
 *   negative), unless the meter also reports the two directions themselves.
 *   Meter readings that are no usage (volts, reactive energy) are passed over when others are there.
 * @throws MeterDataRefused with the reason and the place, for whatever can't be read: a file is read whole or not.
 */
export async function readGreenButton(
  chunks: AsyncIterable<string> | Iterable<string>,
  limits: MeterDataLimits = METER_DATA_LIMITS,
): Promise<MeterSeries[]> {
  const { entries, readings } = await parseEntries(chunks, limits)
  let passedOver: MeterDataRefused | undefined
  const read: { group: LinkedReadings; kind: ReadingKind }[] = []
  for (const group of linkEntries(entries)) {
    const firstBlock = group.blocks.find((block) => block.count > 0)
    if (!firstBlock) continue
    const kind = readingKind(group.readingType, group.usagePoint, firstBlock)
    if (kind instanceof MeterDataRefused) passedOver ??= kind
    else read.push({ group, kind })
  }
  const oneWay = new Set(
    read.filter(({ kind }) => kind.flow === 'received').map(({ group }) => group.usagePointPath),
  )
  const series = read
    .filter(({ group, kind }) => kind.flow !== 'net' || !oneWay.has(group.usagePointPath))
    .flatMap(({ group, kind }) => seriesOf(group, kind, readings))
  if (series.length > 0) return series
  throw passedOver ?? new MeterDataRefused('no-interval-readings', START, 'no reading with a value')
}

function seriesOf(group: LinkedReadings, kind: ReadingKind, raw: ReadingColumns): MeterSeries[] {
  const localTime = group.localTime && localTimeParameters(group.localTime)
  const shared = {
    usagePoint: group.usagePointPath,
    serviceKind: kind.serviceKind,
    unit: kind.unit.unit,
    sourceUnit: kind.unit.name,
    assumed: kind.assumed,
    ...(localTime ? { localTime } : {}),
  }
  return orderedReadings(group.blocks, raw, kind).flatMap((part) => {
    const { intervalSeconds, setAside, cost } = part
    if (part.readings.length === 0 && setAside.length === 0) return []
    const costs = cost === undefined ? {} : { cost: costOf(cost, kind) }
    const aside = setAside.length > 0 ? { setAside } : {}
    return flowsOf(part, kind).map(({ flow, readings, revised }, nth) => ({
      ...shared,
      intervalSeconds,
      flow,
      readings,
      ...(revised.length > 0 ? { revised } : {}),
      ...(nth === 0 ? { ...aside, ...costs } : {}),
    }))
  })
}

const costOf = (hundredThousandths: number, { currency }: ReadingKind) => ({
  hundredThousandths,
  ...(currency === undefined ? {} : { currency }),
})

/** A net reading is energy delivered where it is positive, and energy received where it is negative. */
function flowsOf({ readings, revised }: OrderedReadings, { flow }: ReadingKind) {
  if (flow !== 'net') return [{ flow, readings, revised }]
  return ([1, -1] as const).map((sign) => {
    const side = new SeriesReadings(readings.length)
    const oneSide = (value: number) => Math.max(0, sign * value)
    for (let at = 0; at < readings.length; at += 1) {
      const reading = readings.get(at)
      side.push({ ...reading, value: oneSide(reading.value) }, readings.placeOf(at))
    }
    return {
      flow: sign === 1 ? ('delivered' as const) : ('received' as const),
      readings: side,
      revised: revised.map((reading) => ({ ...reading, value: oneSide(reading.value) })),
    }
  })
}

/** Undefined where the offset is missing: the utility's own time zone is then the better guess. */
function localTimeParameters(resource: RawResource): LocalTimeParameters | undefined {
  const offset = resource.fields.get('tzOffset')
  if (!offset) return undefined
  const daylight = resource.fields.get('dstOffset')
  const start = resource.fields.get('dstStartRule')?.text
  const end = resource.fields.get('dstEndRule')?.text
  return {
    offsetSeconds: integerField(offset, -86_400, 86_400),
    daylightOffsetSeconds: daylight ? integerField(daylight, -86_400, 86_400) : 0,
    ...(start ? { daylightStartRule: start.toUpperCase() } : {}),
    ...(end ? { daylightEndRule: end.toUpperCase() } : {}),
  }
}
