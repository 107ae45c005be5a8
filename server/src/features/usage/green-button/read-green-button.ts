import type { RawResource } from './entries.ts'
import type { GreenButtonSeries, LocalTimeParameters } from './green-button-series.ts'
import { GREEN_BUTTON_LIMITS, type GreenButtonLimits } from './limits.ts'
import { type LinkedReadings, linkEntries } from './link-entries.ts'
import { integerField } from './number-field.ts'
import { orderedReadings } from './ordered-readings.ts'
import { parseEntries } from './parse-entries.ts'
import { readingKind } from './reading-kind.ts'
import { GreenButtonRefused } from './refused.ts'

/**
 * Reads a Green Button file (NAESB ESPI Atom XML, or a bare part of one) as its text arrives.
 * Entries may stand in any order, so the readings are held until the end; the limits bound the memory.
 *
 * @returns one series per meter reading; net flow gives two (delivered where positive, received where negative).
 *   Meter readings that are no usage (volts, reactive energy) are passed over when others are there.
 * @throws GreenButtonRefused with the reason and the place, for whatever can't be read: a file is read whole or not.
 */
export async function readGreenButton(
  chunks: AsyncIterable<string> | Iterable<string>,
  limits: GreenButtonLimits = GREEN_BUTTON_LIMITS,
): Promise<GreenButtonSeries[]> {
  const linked = linkEntries(await parseEntries(chunks, limits))
  let passedOver: GreenButtonRefused | undefined
  const series: GreenButtonSeries[] = []
  for (const group of linked) {
    const read = readSeries(group)
    if (read instanceof GreenButtonRefused) passedOver ??= read
    else series.push(...read)
  }
  if (series.length > 0) return series
  throw (
    passedOver ??
    new GreenButtonRefused('no-interval-readings', { line: 1, column: 1 }, 'no reading with a value')
  )
}

function readSeries(group: LinkedReadings): GreenButtonSeries[] | GreenButtonRefused {
  const firstBlock = group.blocks.find((block) => block.readings.length > 0)
  if (!firstBlock) return []
  const kind = readingKind(group.readingType, group.usagePoint, firstBlock)
  if (kind instanceof GreenButtonRefused) return kind
  const ordered = orderedReadings(group.blocks, kind)
  if (!ordered) return []
  const localTime = group.localTime && localTimeParameters(group.localTime)
  const shared = {
    usagePoint: group.usagePointPath,
    serviceKind: kind.serviceKind,
    unit: kind.unit.unit,
    sourceUnit: kind.unit.name,
    intervalSeconds: ordered.intervalSeconds,
    assumed: kind.assumed,
    ...(localTime ? { localTime } : {}),
  }
  if (kind.flow !== 'net') return [{ ...shared, flow: kind.flow, readings: ordered.readings }]
  const side = (sign: 1 | -1) =>
    ordered.readings.map((reading) => ({ ...reading, value: Math.max(0, sign * reading.value) }))
  return [
    { ...shared, flow: 'delivered', readings: side(1) },
    { ...shared, flow: 'received', readings: side(-1) },
  ]
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
