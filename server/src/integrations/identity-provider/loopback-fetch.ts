import { request as httpRequest } from 'node:http'

export interface BackChannel {
  /** The desk's public address for logout tokens. */
  readonly uri: string
  /** Where that origin is reached from here: `http://127.0.0.1:8080`. */
  readonly base: string
}

/**
 * A `fetch` for the identity provider stand-in: Node resolves no *.localhost, and `fetch` sets no Host header. It posts to the
 * desk on loopback, under the desk's public name, and to nothing else.
 */
export const loopbackFetch =
  (channel: BackChannel) =>
  async (url: string | URL | Request, options: RequestInit = {}): Promise<Response> => {
    const target = new URL(url instanceof Request ? url.url : url)
    if (target.href !== new URL(channel.uri).href) throw new TypeError('the stand-in posts to the desk alone')
    const body = String(options.body ?? '')
    const status = await new Promise<number>((resolve, reject) => {
      const sending = httpRequest(
        new URL(target.pathname, channel.base),
        {
          method: 'POST',
          headers: {
            host: target.host,
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': Buffer.byteLength(body),
          },
          ...(options.signal && { signal: options.signal }),
        },
        (response) => {
          response.resume()
          resolve(response.statusCode ?? 500)
        },
      )
      sending.on('error', reject)
      sending.end(body)
    })
    return new Response(null, { status })
  }
