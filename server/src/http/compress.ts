import type { Duplex, Readable } from 'node:stream'
import { promisify } from 'node:util'
import zlib, { constants } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

export type Encoding = 'br' | 'gzip'

/** Smaller responses, in bytes, fit into one packet anyway. */
const LEAST_BYTES = 860

/** For answers that are made for one reader: a fifth of the time of the best quality, for a tenth more bytes. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
const compressors = {
  br: (body: Buffer) =>
    promisify<zlib.InputType, zlib.BrotliOptions, Buffer>(zlib.brotliCompress)(body, brotli),
  gzip: (body: Buffer) => promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.gzip)(body, { level: 6 }),
}
/** Of a stream each piece is sent on as it comes: the reader of a long export sees that it goes on. */
const streams: Record<Encoding, () => Duplex> = {
  br: () =>
    zlib.createBrotliCompress({ ...brotli, flush: constants.BROTLI_OPERATION_FLUSH }) as unknown as Duplex,
  gzip: () => zlib.createGzip({ flush: constants.Z_SYNC_FLUSH }) as unknown as Duplex,
}

const isText = (type: string) => /^text\/(?!event-stream)|^application\/json\b|^image\/svg\+xml/.test(type)

/** Returns the best encoding that a browser takes: brotli, else gzip, else undefined. What has `q=0` is not taken. */
export function encodingFor(accepted: string | string[] | undefined): Encoding | undefined {
  const names = new Map<string, number>()
  for (const part of String(accepted ?? '').split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    names.set(name, quality === undefined ? 1 : Number(quality))
  }
  const takes = (name: Encoding) => (names.get(name) ?? names.get('*') ?? 0) > 0
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : undefined
}

/**
 * Whether another site could choose the address and observe the length of the response: it opened a page in a browser that has
 * our cookies. Responses mask form tokens, but not names and amounts, so such a page is not compressed.
 */
const isWatched = ({ headers }: FastifyRequest) =>
  !!headers.cookie && ['cross-site', 'same-site'].includes(String(headers['sec-fetch-site']))

/** Says that an answer depends on the encodings that a browser takes. */
export function varyByEncoding(response: FastifyReply): void {
  const vary = response.getHeader('vary')
  if (!String(vary ?? '').includes('accept-encoding'))
    response.header('vary', vary ? `${vary}, accept-encoding` : 'accept-encoding')
}

/**
 * Compresses every text answer that is made for its reader. Built files are compressed when they are built. The desk's event
 * stream does not pass here: it is sent by itself, and never compressed.
 */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, response, payload) => {
    const type = String(response.getHeader('content-type') ?? '')
    if (!isText(type) || response.hasHeader('content-encoding') || request.method === 'HEAD') return payload
    const isStream = typeof (payload as Readable | null)?.pipe === 'function'
    const body = typeof payload === 'string' ? Buffer.from(payload) : payload
    if (!isStream && !(Buffer.isBuffer(body) && body.length >= LEAST_BYTES)) return payload
    varyByEncoding(response)
    const encoding = encodingFor(request.headers['accept-encoding'])
    if (!encoding || isWatched(request)) return payload
    response.header('content-encoding', encoding).removeHeader('content-length')
    if (!isStream) return compressors[encoding](body as Buffer)
    const source = payload as Readable
    const packed = streams[encoding]()
    source.on('error', (error) => packed.destroy(error))
    packed.on('close', () => source.destroy())
    return source.pipe(packed)
  })
}
