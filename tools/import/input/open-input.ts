import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { StartRefused } from '@porchlight/server/start-refused.ts'

const CHUNK_BYTES = 262_144

/**
 * Opens the bytes of a file, or of standard input for `-`, without a byte order mark.
 * @param onProgress is called with the fraction that was read; never for standard input, whose length is unknown.
 * @throws StartRefused for a file that cannot be read or is UTF-16
 */
export async function openInput(
  file: string,
  onProgress: (fraction: number) => void,
): Promise<AsyncGenerator<Buffer>> {
  if (file === '-') return withoutMark(process.stdin, () => {})
  const info = await stat(file).catch((error: Error) => {
    throw new StartRefused(`The file cannot be read: ${error.message}.`)
  })
  if (info.isDirectory()) throw new StartRefused(`The file cannot be read: ${file} is a folder.`)
  const size = Math.max(1, info.size)
  const stream = createReadStream(file, { highWaterMark: CHUNK_BYTES })
  return withoutMark(stream, () => onProgress(Math.min(1, stream.bytesRead / size)))
}

async function* withoutMark(chunks: AsyncIterable<Buffer | string>, onChunk: () => void) {
  let isFirst = true
  for await (const part of chunks) {
    let chunk = typeof part === 'string' ? Buffer.from(part) : part
    if (isFirst) {
      const mark = chunk.toString('latin1', 0, 3)
      if (/^(\xff\xfe|\xfe\xff)/.test(mark))
        throw new StartRefused('The file is UTF-16: save it as UTF-8, and import it again.')
      if (mark === '\xef\xbb\xbf') chunk = chunk.subarray(3)
      isFirst = false
    }
    onChunk()
    yield chunk
  }
}
