import { Dice } from '../dice.ts'
import type { Query } from '../query.ts'
import type { Desk, DeskLine } from './desk.ts'
import { type Percentiles, percentiles, rounded } from './percentiles.ts'

export type ClosedLoop = Percentiles & { per_s: number; n: number; failed: number }
/** `late`: sent more than 5 ms after they were due, because no connection was free or the benchmark was busy. `dropped`: without a
 * response. `failed`: a response other than 200. */
export type OpenLoop = ClosedLoop & { late: number; dropped: number }

const connections = 64

async function withLines<T>(desk: Desk, count: number, work: (lines: DeskLine[]) => Promise<T>): Promise<T> {
  const lines = await desk.lines(count)
  try {
    // The first request of each connection also warms up the application's pool.
    await Promise.all(lines.map((line) => line.ask({ box: 'warm up' })))
    return await work(lines)
  } finally {
    for (const line of lines) line.close()
  }
}

/** Runs clients that each send the next query when they have the response to the last one. */
export function closedLoop(
  desk: Desk,
  queries: readonly Query[],
  clients: number,
  seconds: number,
): Promise<ClosedLoop> {
  return withLines(desk, clients, async (lines) => {
    const times: number[] = []
    let [next, failed] = [0, 0]
    const started = performance.now()
    const client = async (line: DeskLine) => {
      while (performance.now() - started < seconds * 1000) {
        const { body } = queries[next++ % queries.length] ?? { body: {} }
        const { ms, isFailed } = await line.search(body)
        times.push(ms)
        if (isFailed) failed += 1
      }
    }
    await Promise.all(lines.map(client))
    const took = (performance.now() - started) / 1000
    return { per_s: rounded(times.length / took), n: times.length, ...percentiles(times), failed }
  })
}

/**
 * Sends queries at random times (exponential gaps), as callers ring, whether or not earlier ones have a response. Latency is counted
 * from the time at which a query was due, so that it includes the wait for a connection.
 */
export function openLoop(
  desk: Desk,
  queries: readonly Query[],
  perSecond: number,
  seconds: number,
): Promise<OpenLoop> {
  return withLines(desk, connections, async (lines) => {
    const dice = new Dice(31, perSecond)
    const free = [...lines]
    const waiting: { body: object; due: number }[] = []
    const running = new Set<Promise<void>>()
    const times: number[] = []
    let [scheduled, late, failed, due] = [0, 0, 0, 0]
    const started = performance.now()
    const now = () => performance.now() - started
    const answerWaiting = async (line: DeskLine): Promise<void> => {
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        if (now() - one.due > 5) late += 1
        if ((await line.search(one.body)).isFailed) failed += 1
        times.push(now() - one.due)
      }
      free.push(line)
    }
    while (due < seconds * 1000) {
      for (; due <= now(); due += (-Math.log(1 - dice.next()) * 1000) / perSecond) {
        waiting.push({ body: queries[scheduled++ % queries.length]?.body ?? {}, due })
        const line = free.pop()
        if (!line) continue
        const run: Promise<void> = answerWaiting(line).finally(() => running.delete(run))
        running.add(run)
      }
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - now())))
    }
    // Ten seconds to catch up; a query without a response by then is dropped.
    await Promise.race([Promise.all(running), new Promise((resolve) => setTimeout(resolve, 10_000).unref())])
    const per_s = rounded(times.length / seconds)
    return { per_s, n: scheduled, ...percentiles(times), failed, late, dropped: scheduled - times.length }
  })
}
