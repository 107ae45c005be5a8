import { isUtf8 } from 'node:buffer'
import { MAX_RECORD_BYTES } from './raw-record.ts'

/** A line of a file, from 1, without its end; or why it cannot be read. */
export type FileLine = { line: number; bytes: number } & (
  | { text: string }
  | { reason: 'line-too-long' | 'not-utf-8' }
)

const NEWLINE = 10
const RETURN = 13

/** Yields the lines of a file, one chunk of the file at a time. Lines may end in CRLF. */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<FileLine[]> {
  const rest = new LineRest()
  for await (const chunk of chunks) {
    const lines: FileLine[] = []
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      lines.push(rest.finish(chunk.subarray(from, end)))
      from = end + 1
    }
    rest.add(chunk.subarray(from))
    yield lines
  }
  yield [rest.finish(Buffer.alloc(0))]
}

/** The text before a chunk's first newline. Of a line that is too long, only the length is kept. */
class LineRest {
  #line = 0
  #parts: Buffer[] = []
  #bytes = 0

  add(part: Buffer): void {
    this.#bytes += part.length
    if (this.#bytes > MAX_RECORD_BYTES) this.#parts = []
    else if (part.length > 0) this.#parts.push(part)
  }

  finish(part: Buffer): FileLine {
    this.add(part)
    const place = { line: ++this.#line, bytes: this.#bytes + 1 }
    const [only = Buffer.alloc(0)] = this.#parts
    const text = this.#parts.length > 1 ? Buffer.concat(this.#parts) : only
    this.#parts = []
    this.#bytes = 0
    if (place.bytes > MAX_RECORD_BYTES) return { ...place, reason: 'line-too-long' }
    if (!isUtf8(text)) return { ...place, reason: 'not-utf-8' }
    return {
      ...place,
      text: text.toString('utf8', 0, text.at(-1) === RETURN ? text.length - 1 : text.length),
    }
  }
}
