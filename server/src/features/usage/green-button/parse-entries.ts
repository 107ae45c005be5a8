import { SaxesParser } from 'saxes'
import type { MeterDataLimits } from '../meter-data/limits.ts'
import type { ReadingColumns } from '../meter-data/reading-columns.ts'
import { MeterDataRefused, START } from '../meter-data/refused.ts'
import type { RawEntry } from './entries.ts'
import { EntryBuilder } from './entry-builder.ts'

const SLICE = 16 * 1024
const ROOTS = new Set([
  'feed',
  'entry',
  'content',
  'IntervalBlock',
  'UsagePoint',
  'MeterReading',
  'ReadingType',
])

/** The name without its prefix: producers bind prefixes wrongly, or to the wrong namespace. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/**
 * Streams a Green Button file (ESPI Atom XML) into its entries, keeping only what usage needs.
 * A DOCTYPE is refused, so no entity is ever declared or expanded.
 * @throws MeterDataRefused for bad XML, a limit passed, or a root that is not Green Button's.
 */
export async function parseEntries(
  chunks: AsyncIterable<string> | Iterable<string>,
  limits: MeterDataLimits,
): Promise<{ entries: RawEntry[]; readings: ReadingColumns }> {
  // Without namespaces on purpose: an unbound prefix would be an error, and real files have them.
  const parser = new SaxesParser({ xmlns: false, position: true })
  const place = () => ({ line: parser.line, column: Math.max(1, parser.column) })
  const builder = new EntryBuilder(limits, place)
  let depth = 0
  let fed = 0
  let lastTagAt = 0
  let espi = false

  parser.on('error', (error) => {
    throw new MeterDataRefused('malformed-xml', place(), error.message)
  })
  parser.on('doctype', () => {
    throw new MeterDataRefused('doctype-not-allowed', place(), 'a document type declaration')
  })
  parser.on('opentag', (tag) => {
    const name = localName(tag.name)
    if (depth === 0 && !ROOTS.has(name)) {
      throw new MeterDataRefused('not-green-button', place(), `root element ${tag.name.slice(0, 80)}`)
    }
    depth += 1
    if (depth > limits.depth) throw new MeterDataRefused('nested-too-deep', place(), `depth ${depth}`)
    espi ||= Object.values(tag.attributes).some((value) => value.includes('naesb.org/espi'))
    lastTagAt = fed
    builder.open(name, tag.attributes)
  })
  parser.on('text', (text) => builder.text(text))
  parser.on('cdata', (text) => builder.text(text))
  parser.on('closetag', (tag) => {
    depth -= 1
    lastTagAt = fed
    builder.close(localName(tag.name))
  })

  for await (const chunk of chunks) {
    // In slices, so that no chunk size lets a text grow past its limit.
    for (let from = 0; from < chunk.length; from += SLICE) {
      const slice = chunk.slice(from, from + SLICE)
      fed += slice.length
      if (fed > limits.characters) throw new MeterDataRefused('file-too-large', place(), `${fed} characters`)
      parser.write(slice)
      if (fed - lastTagAt > limits.textCharacters) {
        throw new MeterDataRefused('text-too-long', place(), `${fed - lastTagAt} characters without a tag`)
      }
    }
  }
  parser.close()
  const entries = builder.entries()
  if (!espi && !builder.sawResource) {
    throw new MeterDataRefused('not-green-button', START, 'no ESPI element')
  }
  return { entries, readings: builder.readings }
}
