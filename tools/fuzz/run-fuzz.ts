import http from 'node:http'
import { pino } from 'pino'
import { diceOf } from './dice.ts'
import { openFuzzTown, startProvider } from './fuzz-town.ts'
import { type FuzzRequest, nextRequest } from './requests.ts'

export type FuzzReport = {
  requests: number
  seed: number
  /** How many requests were answered with each status; 0: refused by the HTTP parser, or not to be sent at all. */
  statuses: Record<number, number>
  /** Requests that were answered with 500 or more, or not within 20 seconds. */
  faults: { request: FuzzRequest; status: number; text: string }[]
  /** What the product logged as unexpected, each once, with its count. */
  errors: Record<string, number>
  slowest: { ms: number; request: string }[]
}

/** Requests that one town takes before a new one is built. */
const perTown = 1_500
const atOnce = 6
const patienceMs = 20_000
/** Not an HTTP status: there was no response in time. */
const hung = 599

type Outcome = { status: number; text: string; ms: number }

function send(
  port: number,
  agent: http.Agent,
  { method, target, headers, body }: FuzzRequest,
): Promise<Outcome> {
  const began = performance.now()
  return new Promise((resolve) => {
    const done = (status: number, text: string) => resolve({ status, text, ms: performance.now() - began })
    try {
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const request = http.request(
        {
          host: '127.0.0.1',
          port,
          agent,
          method,
          path: target,
          headers: { ...headers, ...length },
          timeout: patienceMs,
        },
        (response) => {
          const status = response.statusCode ?? 0
          // The stream of live updates never ends by itself.
          if (response.headers['content-type']?.startsWith('text/event-stream')) {
            response.destroy()
            return done(status, '')
          }
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (chunk: string) => {
            if (text.length < 300) text += chunk
          })
          response.on('end', () => done(status, text))
          response.on('error', () => done(status, text))
        },
      )
      request.on('timeout', () => {
        done(hung, 'nothing was answered')
        request.destroy()
      })
      request.on('error', () => done(0, ''))
      request.end(body)
    } catch {
      // A target or header that the client itself refuses to send.
      done(0, '')
    }
  })
}

/**
 * Sends `requests` requests that are derived from the contract and the portal's routes, by strangers, customers, staff and
 * masquerades. The same seed sends the same requests, but for ids and tokens that are new in each run.
 */
export async function runFuzz(
  requests: number,
  seed: number,
  onProgress?: (sent: number) => void,
): Promise<FuzzReport> {
  const dice = diceOf(seed)
  const report: FuzzReport = { requests, seed, statuses: {}, faults: [], errors: {}, slowest: [] }
  const log = pino(
    { level: 'error' },
    {
      write: (line: string) => {
        const { err } = JSON.parse(line) as { err?: { type?: string; code?: string; stack?: string } }
        const place = /at .*\n?.*/.exec(
          err?.stack
            ?.split('\n')
            .slice(1)
            .find((l) => !l.includes('node_modules')) ?? '',
        )?.[0]
        const what = `${err?.type} ${err?.code ?? ''} ${(err?.stack ?? '').split('\n')[0]} ${place?.trim() ?? ''}`
        report.errors[what] = (report.errors[what] ?? 0) + 1
      },
    },
  )
  const provider = await startProvider()
  const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce })
  let sent = 0
  try {
    while (sent < requests) {
      const town = await openFuzzTown(provider.port, log)
      try {
        for (let end = Math.min(requests, sent + perTown); sent < end; ) {
          const batch = Array.from({ length: Math.min(atOnce, end - sent) }, () => nextRequest(dice, town))
          sent += batch.length
          const outcomes = await Promise.all(batch.map((request) => send(town.port, agent, request)))
          outcomes.forEach(({ status, text, ms }, index) => {
            const request = batch[index]
            if (!request) return
            report.statuses[status] = (report.statuses[status] ?? 0) + 1
            if (status >= 500) report.faults.push({ request, status, text })
            report.slowest.push({
              ms: Math.round(ms),
              request: `${request.method} ${request.target.slice(0, 100)} (${request.who})`,
            })
            if (report.slowest.length > 200) trim(report)
          })
        }
      } finally {
        await town.close()
      }
      onProgress?.(sent)
    }
  } finally {
    agent.destroy()
    await provider.close()
  }
  trim(report)
  return report
}

function trim(report: FuzzReport): void {
  report.slowest.sort((a, b) => b.ms - a.ms).splice(5)
}
