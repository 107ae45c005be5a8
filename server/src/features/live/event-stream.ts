import type { ServerResponse } from 'node:http'
import type { LiveFarewell } from '@porchlight/contract/live.ts'

export type EventStream = {
  /** Sends an event, or drops it while the connection is full. `onDrained` then tells the reader to refetch. */
  send(event: 'hello' | 'change' | 'beat' | 'ended', position: string, data: unknown): void
  /** Ends the stream. A farewell tells the browser not to reconnect. */
  end(farewell?: LiveFarewell): void
}

/** Time-out of a reader that takes no bytes. */
const stalledMs = 30_000

/** Reconnect delay, random so that not all browsers reconnect at once after a restart. */
const retryMs = () => 1_000 + Math.round(Math.random() * 3_000)

/**
 * Opens a stream of server-sent events to one reader. Memory is bounded: events that do not fit into the connection's buffer are
 * dropped.
 * @param onDrained called when the connection takes bytes again after events were dropped
 */
export function openEventStream(
  response: ServerResponse,
  headers: Record<string, string | string[] | number | undefined>,
  onDrained: () => void,
): EventStream {
  let fullSince: number | undefined
  let hasMissed = false
  response.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    // Keeps proxies from buffering and transforming the stream.
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  })
  const write = (text: string) => {
    if (!response.write(text)) fullSince ??= Date.now()
  }
  response.on('drain', () => {
    fullSince = undefined
    if (!hasMissed) return
    hasMissed = false
    onDrained()
  })
  // The browser reconnects by itself.
  response.on('error', () => response.destroy())
  write(`retry: ${retryMs()}\n\n`)
  return {
    send: (event, position, data) => {
      if (response.destroyed) return
      if (fullSince === undefined)
        write(`id: ${position}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      else if (Date.now() - fullSince > stalledMs) response.destroy()
      else hasMissed = true
    },
    end: (farewell) => {
      if (response.destroyed) return
      response.end(farewell && `event: bye\ndata: ${JSON.stringify(farewell)}\n\n`)
    },
  }
}
