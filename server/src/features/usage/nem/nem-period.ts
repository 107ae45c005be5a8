import type { RawBlock } from '../green-button/entries.ts'
import { namedUnit } from '../meter-data/named-units.ts'
import { decimalField } from '../meter-data/number-field.ts'
import type { ReadingColumns } from '../meter-data/reading-columns.ts'
import { MeterDataRefused } from '../meter-data/refused.ts'
import type { Line } from '../meter-data/text-lines.ts'
import { marketTime, NemStream, nemQuality, updatedAt } from './nem-stream.ts'

/** Returns whether a stream is of accumulated readings (NEM13): its readings are billing periods, whatever their length. */
export const isAccumulated = (stream: NemStream) => stream.kind.intervalSeconds === 0

/** Reads a record 250 of NEM13: what was used between two readings of the meter. @throws MeterDataRefused */
export function nemPeriod(line: Line, raw: ReadingColumns): { stream: NemStream; block: RawBlock } {
  const { fields } = line
  const [, nmi = '', , register = '', suffix = ''] = fields
  const direction = fields[7]
  const flow = direction === 'E' ? 'delivered' : direction === 'I' ? 'received' : undefined
  if (!flow)
    throw new MeterDataRefused('unsupported-flow-direction', line.place(7), `direction "${direction ?? ''}"`)
  const unit = fields[19] ?? ''
  const [from, until] = [marketTime(line, 9), marketTime(line, 14)]
  if (until <= from)
    throw new MeterDataRefused('malformed-line', line.place(14), 'a reading before the one before it')
  const name = `${suffix}${register && register !== suffix ? `-${register}` : ''}`.slice(0, 10)
  const stream = new NemStream({ nmi, register: name, unit, intervalMinutes: 0, flow }, raw)
  // Reactive energy is read as well; it is no usage.
  if (!namedUnit(unit) && !/^k?va(r)?h$/i.test(unit))
    throw new MeterDataRefused('unknown-unit', line.place(19), `unit "${unit.slice(0, 20)}"`)
  const at = raw.add(line.place(18))
  const value = decimalField({ text: fields[18] ?? '', ...line.place(18) })
  const quality = nemQuality(line, 15)
  if (quality !== null) {
    raw.setValue(at, value)
    raw.setQuality(at, quality)
  }
  raw.setStart(at, from)
  raw.setDuration(at, until - from)
  const block = { line: line.number, column: 1, start: from, duration: until - from, from: at, count: 1 }
  return { stream, block: { ...block, updatedAt: updatedAt(line, 21, 22) } }
}
