import { readCsv } from '../csv/read-csv.ts'
import { readGreenButton } from '../green-button/read-green-button.ts'
import { readNem } from '../nem/read-nem.ts'
import { METER_DATA_LIMITS } from './limits.ts'
import type { MeterSeries } from './meter-series.ts'
import type { ReadOptions } from './read-options.ts'
import { MeterDataRefused, START } from './refused.ts'

export type MeterFormat = 'green-button' | 'nem' | 'csv'

export type MeterFile = { format: MeterFormat; series: MeterSeries[] }

/**
 * Reads a file of meter data as its text arrives: Green Button (ESPI), NEM12, NEM13, or values in columns (CSV). It is known by how
 * it begins, not by its name.
 * @throws MeterDataRefused with the reason and the place, for whatever can't be read: a file is read whole or not.
 */
export async function readMeterFile(
  chunks: AsyncIterable<string>,
  { limits = METER_DATA_LIMITS, ...options }: ReadOptions,
): Promise<MeterFile> {
  const { head, text } = await beginning(chunks)
  if (/^\s*</.test(head)) return { format: 'green-button', series: await readGreenButton(text, limits) }
  if (/^\s*"?(100|200|250|300)"?,/.test(head)) return { format: 'nem', series: await readNem(text, limits) }
  if (/[\0\uFFFD]/.test(head) || !/[,;\t]/.test(head))
    throw new MeterDataRefused('unknown-format', START, 'neither XML nor values in columns')
  return { format: 'csv', series: await readCsv(text, separatorOf(head), { limits, ...options }) }
}

/** Returns the separator that the beginning of a file uses most. */
function separatorOf(head: string): string {
  const count = (separator: string) => head.split(separator).length
  return [';', '\t'].find((one) => count(one) > count(',')) ?? ','
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
