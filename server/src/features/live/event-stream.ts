import type { ServerResponse } from 'node:http'
import type { LiveFarewell } from '@porchlight/contract/live.ts'

export type EventStream = {
  /** Sends an event. While the reader does not keep up it is dropped, and the reader told afterwards that something was missed. */
  send(event: 'hello' | 'change' | 'beat' | 'ended', position: string, data: unknown): void
  /** Ends it; with a farewell the reader knows not to come back. */
  end(farewell?: LiveFarewell): void
}

/** Who has taken nothing for so long has gone. */
const patienceMs = 30_000

/** Readers come back after some seconds, each after others of its own: a restart is no stampede. */
const retryMs = () => 1_000 + Math.round(Math.random() * 3_000)

/**
 * Server-sent events to one reader. Memory is bounded: what does not fit into the connection's own buffer is not kept.
 * @param onDrained called when a reader that had missed something has caught up
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
    // Proxies pass it on as it comes, and change nothing.
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
  // A connection that breaks is the reader's to open again.
  response.on('error', () => response.destroy())
  write(`retry: ${retryMs()}\n\n`)
  return {
    send: (event, position, data) => {
      if (response.destroyed) return
      if (fullSince === undefined)
        write(`id: ${position}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      else if (Date.now() - fullSince > patienceMs) response.destroy()
      else hasMissed = true
    },
    end: (farewell) => {
      if (response.destroyed) return
      response.end(farewell && `event: bye\ndata: ${JSON.stringify(farewell)}\n\n`)
    },
  }
}
