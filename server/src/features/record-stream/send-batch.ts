import { once } from 'node:events'
import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Collector } from './settings.ts'

/** Lines `from` up to and without `to`. A batch that is sent again is the same, byte for byte, under the same key. */
export type Batch = {
  key: string
  from: number
  to: number
  json: readonly string[]
  frames: readonly string[]
}

/** How long a collector may take for a batch, in milliseconds. */
const patienceMs = 20_000

/** Sends a batch. Resolves when the collector has acknowledged it, and throws where it has not. */
export async function sendBatch(collector: Collector, batch: Batch, signal: AbortSignal): Promise<void> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
  if (collector.kind === 'http') await post(collector, batch, patience)
  else await writeSyslog(collector, batch, patience)
}

type Of<Kind extends Collector['kind']> = Extract<Collector, { kind: Kind }>

async function post({ url, authorization }: Of<'http'>, batch: Batch, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'idempotency-key': `"${batch.key}"`,
      'porchlight-record-range': `${batch.from}-${batch.to - 1}`,
      ...(authorization && { authorization }),
    },
    body: batch.json.map((line) => `${line}\n`).join(''),
    redirect: 'error',
    signal,
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`the collector answered ${response.status}`)
}

/**
 * Syslog has no acknowledgment. We close our half of the connection behind the batch and wait until the collector closes its own: it
 * has then read everything. A collector that dies resets the connection, or never closes it, and gets the batch again.
 */
async function writeSyslog(
  { host, port, isTls, ca }: Of<'syslog'>,
  { frames }: Batch,
  signal: AbortSignal,
): Promise<void> {
  const socket: Socket = isTls
    ? connectTls({ host, port, minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) })
    : connectPlain({ host, port })
  try {
    await once(socket, isTls ? 'secureConnect' : 'connect', { signal })
    // The collector's output is read and discarded: the end of the connection is noticed only by reading.
    socket.resume()
    const ended = once(socket, 'end', { signal })
    socket.end(frames.join(''))
    await ended
  } finally {
    socket.destroy()
  }
}
