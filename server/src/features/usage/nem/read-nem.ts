import type { RawBlock } from '../green-button/entries.ts'
import { orderedReadings } from '../green-button/ordered-readings.ts'
import type { MeterDataLimits } from '../meter-data/limits.ts'
import type { MeterSeries } from '../meter-data/meter-series.ts'
import { ReadingColumns } from '../meter-data/reading-columns.ts'
import { MeterDataRefused, START } from '../meter-data/refused.ts'
import { type Line, textLines } from '../meter-data/text-lines.ts'
import { isAccumulated, nemPeriod } from './nem-period.ts'
import { type NemStream, streamOf } from './nem-stream.ts'

/**
 * Reads a file of the Australian market's meter data (AEMO, Meter Data File Format): NEM12 has intervals, NEM13 accumulated readings.
 * Times are those of the market: ten hours before UTC's, without daylight saving.
 * @returns a series for each NMI, register and interval length. Streams that are no usage (reactive energy, volts, check meters) are
 *   passed over when others are there.
 * @throws MeterDataRefused with the reason and the place: a file is read whole or not
 */
export async function readNem(
  chunks: AsyncIterable<string>,
  limits: MeterDataLimits,
): Promise<MeterSeries[]> {
  const raw = new ReadingColumns(limits.readings)
  const streams = new Map<string, { stream: NemStream; blocks: RawBlock[] }>()
  let stream: NemStream | undefined
  let isHeaded = false
  const blocksOf = (one: NemStream) => {
    const stored = streams.get(one.key) ?? { stream: one, blocks: [] }
    streams.set(one.key, stored)
    return stored.blocks
  }
  for await (const line of textLines(chunks, ',', limits)) {
    const kind = line.fields[0]
    if (!isHeaded && kind !== '100') throw refused(line, 0, 'a file begins with a record 100')
    if (kind === '100') isHeaded = true
    else if (kind === '200') {
      stream?.finish()
      stream = streamOf(line, raw)
    } else if (kind === '300' || kind === '400') {
      if (!stream) throw refused(line, 0, `a record ${kind} without a record 200 before it`)
      if (kind === '400') stream.event(line)
      else if (stream.isUsage) blocksOf(stream).push(stream.day(line))
    } else if (kind === '250') {
      const { stream: register, block } = nemPeriod(line, raw)
      if (register.isUsage) blocksOf(register).push(block)
    } else if (kind !== '500' && kind !== '550' && kind !== '900') throw refused(line, 0, `a record ${kind}`)
  }
  stream?.finish()
  const series = [...streams.values()].flatMap((one) => seriesOf(one, raw))
  if (series.length === 0)
    throw new MeterDataRefused('no-interval-readings', START, 'no stream of energy with a value')
  return series
}

const refused = (line: Line, field: number, detail: string) =>
  new MeterDataRefused('malformed-line', line.place(field), detail)

function seriesOf(
  { stream, blocks }: { stream: NemStream; blocks: RawBlock[] },
  raw: ReadingColumns,
): MeterSeries[] {
  const { kind, nmi, register } = stream
  return orderedReadings(blocks, raw, kind)
    .filter(({ readings, setAside }) => readings.length + setAside.length > 0)
    .map(({ intervalSeconds, readings, revised, setAside }) => ({
      usagePoint: nmi,
      register,
      serviceKind: kind.serviceKind,
      unit: kind.unit.unit,
      sourceUnit: kind.unit.name,
      flow: kind.flow === 'received' ? ('received' as const) : ('delivered' as const),
      intervalSeconds: isAccumulated(stream) ? 0 : intervalSeconds,
      readings,
      ...(revised.length > 0 ? { revised } : {}),
      ...(setAside.length > 0 ? { setAside } : {}),
      assumed: [],
    }))
}
