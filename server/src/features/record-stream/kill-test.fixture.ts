import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from '#database/sql.ts'
import { addEntries } from '#features/the-record/record.fixture.ts'
import { bundleFixture } from '#testing/bundle-fixture.ts'
import { startProcess, type TestProcess } from '#testing/test-process.ts'

export type StreamKills = {
  kills: number
  /** Sealed lines. */
  lines: number
  /** Lines that the collector does not have. */
  lost: number
  /** Lines that the collector has twice. */
  doubled: number
  /** Batches that were sent again, which the collector knew by their key. */
  repeated: number
}

type Options = {
  /** May do everything in the database, in which nothing else goes on. */
  owner: Pool
  databaseUrl: string
  kills: number
  /** From 0 up to 1. */
  random: () => number
}

/** Lines that are added for each kill: more than two batches. */
const linesPerKill = 1_200

/** Counts the lines of `lines` that are missing in the files of a collector, and those that are there twice. */
export function countKept(folder: string, lines: number): Pick<StreamKills, 'lost' | 'doubled'> {
  const times = new Map<number, number>()
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.ndjson')))
    for (const line of readFileSync(path.join(folder, name), 'utf8').split('\n').filter(Boolean)) {
      const { sequence } = (JSON.parse(line) as { metadata: { sequence: number } }).metadata
      times.set(sequence, (times.get(sequence) ?? 0) + 1)
    }
  const lost = Array.from({ length: lines }, (_, index) => index).filter((index) => !times.has(index))
  return { lost: lost.length, doubled: [...times.values()].filter((count) => count > 1).length }
}

/** Starts a collector on a port, or on a free one, and tells `onKept` of each batch that arrives. */
async function startCollector(file: string, folder: string, port: number, onKept: (key: string) => void) {
  const collector = startProcess(file, [folder, String(port)], [])
  collector.child.on('message', ({ kept }: { kept?: string }) => kept !== undefined && onKept(kept))
  const [{ port: own }] = (await collector.until(once(collector.child, 'message'))) as [{ port: number }]
  return { collector, port: own }
}

/**
 * Kills the worker that streams, or the collector, with `kill -9` at random points while lines are added; a killed collector is away for
 * a while. Then counts the lines that the collector lacks and those that it has twice.
 */
export async function streamKillTest({ owner, databaseUrl, kills, random }: Options): Promise<StreamKills> {
  const fixture = (name: string) => bundleFixture(path.join(import.meta.dirname, name))
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-collector-'))
  const workerFile = await fixture('stream-worker.fixture.ts')
  const collectorFile = await fixture('collector.fixture.ts')
  const keys = new Map<string, number>()
  let arrivals = 0
  let onArrival = () => {}
  const onKept = (key: string) => {
    keys.set(key, (keys.get(key) ?? 0) + 1)
    arrivals += 1
    onArrival()
  }
  const arrived = async (count: number) => {
    while (arrivals < count)
      await new Promise<void>((resolve) => {
        onArrival = resolve
      })
  }
  let { collector, port } = await startCollector(collectorFile, folder, 0, onKept)
  const url = `http://127.0.0.1:${port}/events`
  const load = () => {
    const worker = startProcess(workerFile, [databaseUrl], [])
    const loaded = worker.until(once(worker.child, 'message'))
    loaded.catch(() => {})
    return { worker, loaded }
  }
  const begin = async () => {
    const { worker, loaded } = spare.shift() ?? load()
    await loaded
    worker.child.send(url)
    return worker
  }
  /** Expires the lease of a dead process at once, so that its batch is taken again. */
  const giveBack = () =>
    owner`UPDATE record_streams SET lease_by = NULL, lease_until = NULL, next_attempt_at = NULL`
  const spare = [load(), load()]
  let worker: TestProcess | undefined
  try {
    worker = await begin()
    for (let kill = 0; kill < kills; kill++) {
      const before = arrivals
      await addEntries(linesPerKill, owner)
      await worker.until(arrived(before + Math.floor(random() * 3)))
      await sleep(random() * 30)
      if (kill % 3 === 2) {
        await collector.kill()
        await sleep(random() * 300)
        ;({ collector, port } = await startCollector(collectorFile, folder, port, onKept))
      } else {
        await worker.kill()
        spare.push(load())
        worker = await begin()
      }
      await giveBack()
    }
    for (;;) {
      const [row] = await worker.until(
        owner`SELECT s.size::int AS size, r.next_index::int AS next, (SELECT count(*)::int FROM record_entries) AS entries
          FROM record_sealing s, record_streams r`,
      )
      if (row && row.size === row.entries && row.next === row.size) {
        const repeated = [...keys.values()].reduce((sum, times) => sum + times - 1, 0)
        return { kills, lines: Number(row.size), ...countKept(folder, Number(row.size)), repeated }
      }
      await giveBack()
      await worker.until(sleep(100))
    }
  } finally {
    for (const { worker: one } of spare) one.child.kill('SIGKILL')
    worker?.child.kill('SIGKILL')
    collector.child.kill('SIGKILL')
    for (const one of [folder, workerFile, collectorFile]) rmSync(one, { recursive: true, force: true })
  }
}
