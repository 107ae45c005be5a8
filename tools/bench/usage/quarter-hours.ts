import { once } from 'node:events'
import { createWriteStream } from 'node:fs'

const QUARTER = 900
/** Midnight of 1 January 2001 in California: the large file covers some 23 years. */
const FIRST = Date.parse('2001-01-01T08:00:00Z') / 1000

/** Writes a Green Button file of quarter hours, of at least so many bytes: a home that uses most in the evening, by its own chance. */
export async function writeQuarterHours(file: string, bytes: number): Promise<{ readings: number }> {
  const out = createWriteStream(file)
  const write = async (text: string) => {
    if (!out.write(text)) await once(out, 'drain')
    return text.length
  }
  let written = await write(`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:espi="http://naesb.org/espi">
<entry><content><UsagePoint><ServiceCategory><kind>0</kind></ServiceCategory></UsagePoint></content></entry>
<entry><content><ReadingType><commodity>1</commodity><flowDirection>1</flowDirection><uom>72</uom></ReadingType></content></entry>
`)
  let readings = 0
  let seed = 1
  while (written < bytes) {
    const rows: string[] = []
    for (let slot = 0; slot < 96; slot += 1) {
      seed = (seed * 48_271) % 2_147_483_647
      const evening = slot > 64 && slot < 88 ? 220 : 60
      const start = FIRST + readings * QUARTER
      rows.push(
        `<IntervalReading><timePeriod><duration>${QUARTER}</duration><start>${start}</start></timePeriod><value>${evening + (seed % 90)}</value></IntervalReading>`,
      )
      readings += 1
    }
    written += await write(
      `<entry><content><IntervalBlock>\n${rows.join('\n')}\n</IntervalBlock></content></entry>\n`,
    )
  }
  out.end('</feed>\n')
  await once(out, 'close')
  return { readings }
}
