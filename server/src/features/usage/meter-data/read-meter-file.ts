import { readGreenButton } from '../green-button/read-green-button.ts'
import { METER_DATA_LIMITS, type MeterDataLimits } from './limits.ts'
import type { MeterSeries } from './meter-series.ts'
import { MeterDataRefused, START } from './refused.ts'

export type MeterFormat = 'green-button' | 'nem' | 'csv'

export type MeterFile = { format: MeterFormat; series: MeterSeries[] }

/** What a file does not say by itself. */
export type ReadOptions = {
  /** IANA name of the utility's time zone: times of a CSV file without an offset are local. */
  timeZone: string
  limits?: MeterDataLimits
}

/**
 * Reads a file of meter data as its text arrives: Green Button (ESPI). It is known by how it begins, not by its name.
 * @throws MeterDataRefused with the reason and the place, for whatever can't be read: a file is read whole or not.
 */
export async function readMeterFile(
  chunks: AsyncIterable<string>,
  { limits = METER_DATA_LIMITS }: ReadOptions,
): Promise<MeterFile> {
  const { head, text } = await beginning(chunks)
  if (/^\s*</.test(head)) return { format: 'green-button', series: await readGreenButton(text, limits) }
  throw new MeterDataRefused('unknown-format', START, 'neither XML nor values in columns')
}

/** How much of a file is looked at to know its format. */
const HEAD = 256

/** Returns the first characters of a text, without its byte order mark, and the whole text again. */
async function beginning(
  chunks: AsyncIterable<string>,
): Promise<{ head: string; text: AsyncIterable<string> }> {
  const iterator = chunks[Symbol.asyncIterator]()
  let head = ''
  while (head.trimStart().length < HEAD && head.length < 64 * HEAD) {
    const { value, done } = await iterator.next()
    if (done) break
    head += value
  }
  head = head.replace(/^\uFEFF/, '')
  async function* text() {
    yield head
    try {
      for (;;) {
        const { value, done } = await iterator.next()
        if (done) return
        yield value
      }
    } finally {
      // A refused file is not read to its end.
      await iterator.return?.()
    }
  }
  return { head, text: text() }
}
