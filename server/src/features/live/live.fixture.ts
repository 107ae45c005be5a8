import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LiveChange } from '@porchlight/contract/live.ts'
import { livePath } from '@porchlight/contract/live.ts'
import type { Browser } from '#testing/browser.ts'

export type LiveEvent = { event: string; id: string; data: string }

/** A reader of the stream, over a real connection, as a browser's EventSource reads it. */
export type LiveReader = {
  status: number
  headers: IncomingMessage['headers']
  text(): string
  events: LiveEvent[]
  /** Resolves with the first event that fits, received or yet to come. */
  heard(fits: (event: LiveEvent) => boolean): Promise<LiveEvent>
  /** The first change of a kind. */
  change(kind: LiveChange['kind']): Promise<LiveChange>
  /** Resolves when the server has ended the stream. */
  ended: Promise<void>
  leave(): void
  pause(): void
  resume(): void
}

/** Opens a stream with a browser's cookies. The app must listen. */
export function readLive(browser: Browser, after = '', headers: Record<string, string> = {}) {
  const { port } = browser.app.server.address() as AddressInfo
  return new Promise<LiveReader>((resolve, reject) => {
    const request = get({
      host: '127.0.0.1',
      port,
      path: `${livePath}?after=${after}`,
      agent: false,
      headers: {
        host: new URL(browser.origin).host,
        cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    })
    request.on('error', reject)
    request.on('response', (response) => {
      const events: LiveEvent[] = []
      const waiting: { fits: (event: LiveEvent) => boolean; resolve: (event: LiveEvent) => void }[] = []
      let text = ''
      let rest = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
        const blocks = (rest + chunk).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          const of = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? ''
          const event = { event: of('event'), id: of('id'), data: of('data') }
          if (!event.event) continue
          events.push(event)
          for (const one of waiting.filter(({ fits }) => fits(event))) one.resolve(event)
        }
      })
      const heard = (fits: (event: LiveEvent) => boolean) => {
        const already = events.find(fits)
        return already
          ? Promise.resolve(already)
          : new Promise<LiveEvent>((done) => waiting.push({ fits, resolve: done }))
      }
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        text: () => text,
        events,
        heard,
        change: async (kind) => {
          const is = ({ event, data }: LiveEvent) => event === 'change' && JSON.parse(data).kind === kind
          return JSON.parse((await heard(is)).data)
        },
        ended: new Promise((done) => response.on('close', done)),
        leave: () => request.destroy(),
        pause: () => response.pause(),
        resume: () => response.resume(),
      })
    })
  })
}
