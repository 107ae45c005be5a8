import { setTimeout as pause } from 'node:timers/promises'
import { firstAccount } from '@porchlight/server/tasks/crash/crash-town.fixture.ts'
import type { WorkerProcess } from '@porchlight/server/worker/worker-processes.fixture.ts'
import { familyCpu } from '../postgres-cpu.ts'
import type { Verdict } from './chaos.ts'
import { type DisasterTown, openDisasterTown } from './disaster-town.ts'

/** The least share of the usual throughput that must be left under pressure. */
const leastShare = 0.8
/** Accounts of the town, and tasks that are added at once: one for each. */
const batch = 20_000

const rounded = (value: number) => Math.round(value * 1000) / 1000

type Speed = { perSecond: number; cpuMs: number }

/** Returns a meter of the CPU that the database and a worker use. */
async function cpuMeter({ asOwner }: DisasterTown, worker: WorkerProcess) {
  const [row] = await asOwner((owner) => owner.unsafe("SELECT pg_read_file('postmaster.pid') AS file"))
  const pids = [Number.parseInt(String(row?.file), 10), worker.child.pid ?? 0]
  return () => pids.reduce((sum, pid) => sum + familyCpu(pid), 0)
}

/** Waits until no task is due. */
async function untilDrained({ app }: DisasterTown, worker: WorkerProcess) {
  const isDrained = async () => {
    const [row] =
      await app.owner`SELECT NOT EXISTS (SELECT 1 FROM self_service_tasks WHERE due_at IS NOT NULL) AS so`
    return row?.so === true
  }
  while (!(await worker.until(isDrained()))) await pause(20)
}

/** Measures how fast a worker does `moves` tasks, a batch at a time; adding them is left out. */
async function drained(town: DisasterTown, worker: WorkerProcess, moves: number): Promise<Speed> {
  const cpuSeconds = await cpuMeter(town, worker)
  let [seconds, cpu] = [0, 0]
  for (let done = 0; done < moves; done += batch) {
    await town.addTasks(0, Math.min(batch, moves - done))
    const [began, usedBefore] = [performance.now(), cpuSeconds()]
    await untilDrained(town, worker)
    seconds += (performance.now() - began) / 1000
    cpu += cpuSeconds() - usedBefore
  }
  return { perSecond: Math.round(moves / seconds), cpuMs: rounded((cpu * 1000) / moves) }
}

/** Counts tasks that have no or more than one completion, and lines too few or too many. */
async function countMoves({ asOwner }: DisasterTown) {
  const [row] = await asOwner((owner) =>
    owner.unsafe(`WITH ended AS (
        SELECT t.state = 'completed' AS is_completed,
          (SELECT count(*) FROM self_service_task_log g
           WHERE g.self_service_task_id = t.self_service_task_id AND g.state = 'completed') AS logged,
          (SELECT count(*) FROM record_entries r
           WHERE r.self_service_task_id = t.self_service_task_id AND r.action = 'task:work') AS recorded
        FROM self_service_tasks t WHERE account_id >= ${firstAccount})
      SELECT count(*)::int AS tasks, count(*) FILTER (WHERE NOT is_completed OR logged < 1 OR recorded < 1)::int AS lost,
        count(*) FILTER (WHERE logged > 1 OR recorded > 1)::int AS doubled FROM ended`),
  )
  return { tasks: Number(row?.tasks), lost: Number(row?.lost), doubled: Number(row?.doubled) }
}

/** Returns the verdict over the speed before and under the pressure. Speeds are in moves a second; CPU is that of one move. */
async function compared(town: DisasterTown, usual: Speed, pressed: Speed): Promise<Verdict> {
  const counts = await countMoves(town)
  const share = pressed.perSecond / usual.perSecond
  return {
    passed: counts.lost + counts.doubled === 0 && share >= leastShare,
    ...counts,
    share: rounded(share),
    per_s: usual.perSecond,
    pressed_per_s: pressed.perSecond,
    cpu_ms: usual.cpuMs,
    pressed_cpu_ms: pressed.cpuMs,
  }
}

/** Measures ten equal parts, and compares the last with the first. The first batch warms up. */
async function overTime(town: DisasterTown, worker: WorkerProcess, moves: number): Promise<Verdict> {
  const parts: Speed[] = []
  for (let part = 0; part < 10; part++) parts.push(await drained(town, worker, Math.ceil(moves / 10)))
  const [first, last] = [parts[0], parts.at(-1)]
  if (!first || !last) throw new Error('nothing was measured')
  console.log(`moves a second by tenths: ${parts.map(({ perSecond }) => perSecond).join(' ')}`)
  return compared(town, first, last)
}

/** Starts a worker that tells no CIS, and lets it do a batch to warm up. */
async function warmWorker(town: DisasterTown): Promise<WorkerProcess> {
  const worker = await town.startWorker({ cisUrl: '' })
  await drained(town, worker, batch)
  return worker
}

/** A backlog, worked as fast as a task that waits alone. */
async function manyWaiting(town: DisasterTown, waiting: number): Promise<Verdict> {
  const worker = await warmWorker(town)
  const usual = await drained(town, worker, 2 * batch)
  await town.kill(worker)
  for (let added = 0; added < waiting; added += batch)
    await town.addTasks(0, Math.min(batch, waiting - added))
  const next = await town.startWorker({ cisUrl: '' })
  const cpuSeconds = await cpuMeter(town, next)
  const [began, usedBefore] = [performance.now(), cpuSeconds()]
  await untilDrained(town, next)
  const seconds = (performance.now() - began) / 1000
  const cpu = cpuSeconds() - usedBefore
  return compared(town, usual, {
    perSecond: Math.round(waiting / seconds),
    cpuMs: rounded((cpu * 1000) / waiting),
  })
}

/** A CIS that takes half a second for each task holds up neither the effects of the tasks nor a transaction. */
async function slowConsumer(town: DisasterTown, tasks: number): Promise<Verdict> {
  const { cis, asOwner } = town
  const worker = await town.startWorker()
  const cpuSeconds = await cpuMeter(town, worker)
  const effectsOf = async (from: number): Promise<Speed> => {
    await town.addTasks(from, tasks)
    const [began, usedBefore] = [performance.now(), cpuSeconds()]
    await untilDrained(town, worker)
    const seconds = (performance.now() - began) / 1000
    const cpu = cpuSeconds() - usedBefore
    return { perSecond: Math.round(tasks / seconds), cpuMs: rounded((cpu * 1000) / tasks) }
  }
  await effectsOf(2 * tasks)
  await town.untilWorked(600)
  const usual = await effectsOf(0)
  await town.untilWorked(600)
  let longest = 0
  cis.answering = () => {
    const response = cis.told.at(-1)?.response
    setTimeout(() => response?.writeHead(200, { 'content-type': 'application/json' }).end('{}'), 500)
    return undefined
  }
  const watching = new AbortController()
  const watched = (async () => {
    while (!watching.signal.aborted) {
      const [row] = await asOwner((owner) =>
        owner.unsafe(`SELECT coalesce(max(extract(epoch FROM now() - state_change)), 0)::float8 AS s FROM pg_stat_activity
          WHERE state LIKE 'idle in transaction%'`),
      )
      longest = Math.max(longest, Number(row?.s))
      await pause(50)
    }
  })()
  const pressed = await effectsOf(tasks)
  await pause(2_000)
  watching.abort()
  await watched
  cis.answering = () => 200
  await town.untilWorked(600)
  const { lost, doubled } = await town.count()
  const verdict = await compared(town, usual, pressed)
  return {
    ...verdict,
    lost,
    doubled,
    passed: lost + doubled === 0 && (verdict.share as number) >= leastShare && longest < 0.4,
    longest_idle_in_transaction_s: rounded(longest),
  }
}

/** A reader keeps its snapshot, so that no dead row can be removed, while the worker goes on. */
async function oldSnapshot(town: DisasterTown, moves: number): Promise<Verdict> {
  const worker = await warmWorker(town)
  const reader = await town.app.owner.reserve()
  try {
    await reader.unsafe('BEGIN ISOLATION LEVEL REPEATABLE READ')
    await reader.unsafe('SELECT count(*) FROM self_service_tasks')
    return await overTime(town, worker, moves)
  } finally {
    await reader.unsafe('ROLLBACK').catch(() => {})
    reader.release()
  }
}

/** Runs each pressure on a database of its own. */
export async function pressure(isQuick: boolean, moves: number): Promise<Record<string, Verdict>> {
  const cases: Record<string, { accounts: number; run(town: DisasterTown): Promise<Verdict> }> = {
    'a million waiting': {
      accounts: batch,
      run: (town) => manyWaiting(town, isQuick ? 100_000 : 1_000_000),
    },
    'a slow consumer': { accounts: 3 * 2_000, run: (town) => slowConsumer(town, 2_000) },
    bloat: {
      accounts: batch,
      run: async (town) => overTime(town, await warmWorker(town), moves),
    },
    'an old snapshot': { accounts: batch, run: (town) => oldSnapshot(town, Math.min(moves, 1_000_000)) },
  }
  const verdicts: Record<string, Verdict> = {}
  for (const [name, { accounts, run }] of Object.entries(cases)) {
    const town = await openDisasterTown(accounts)
    try {
      verdicts[name] = await run(town)
    } finally {
      await town.close()
    }
    console.log(name, JSON.stringify(verdicts[name]))
  }
  return verdicts
}
