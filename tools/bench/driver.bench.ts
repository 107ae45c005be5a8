/**
 * Compares the database driver with the one that it replaced and with its package alone: CPU for each request (BEGIN, set_config and the
 * session in one batch where the driver can, one query, COMMIT), statements a second, and behavior when connections are cut under load. Options: `--json`, `--cuts 40`.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openBenchApp } from './bench-app.ts'
import { drivers, maria, proof } from './driver/drivers.ts'

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, cuts: { type: 'string', default: '40' } },
})
type Speed = { cpuMicroseconds: number; perSecond: number }
type Round = { request: Speed; statement: Speed }

const app = await openBenchApp()
const file = new URL('./driver/driver.process.ts', import.meta.url)
const start = (name: string, what: string) =>
  fork(file, [name, app.url, what], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
  })

const best = (speeds: Speed[]) => ({
  cpu_us: Math.round(Math.min(...speeds.map(({ cpuMicroseconds }) => cpuMicroseconds))),
  per_second: Math.round(Math.max(...speeds.map(({ perSecond }) => perSecond))),
})

async function measured(name: string) {
  const child = start(name, 'measure')
  const [rounds] = (await once(child, 'message')) as [Round[]]
  await once(child, 'exit')
  return {
    request: best(rounds.map(({ request }) => request)),
    statement: best(rounds.map(({ statement }) => statement)),
  }
}

/** Cuts all connections of the process repeatedly, and restarts the process when it exits. */
async function cut(name: string, cuts: number) {
  const total = { done: 0, failed: 0, hangs: 0, exits: 0 }
  const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null
  let child = start(name, 'cut')
  for (let nth = 0; nth < cuts; nth += 1) {
    await pause(400)
    if (ended(child)) {
      total.exits += 1
      child = start(name, 'cut')
      await pause(1_500)
    }
    await app.owner`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name <> 'porchlight-bench' AND pid <> pg_backend_pid()
        AND backend_type = 'client backend' AND query NOT LIKE '%pg_terminate_backend%'`
  }
  await pause(400)
  if (ended(child)) return { ...total, exits: total.exits + 1 }
  const counted = once(child, 'message')
  child.send('stop')
  const counts = await Promise.race([counted, pause(25_000)])
  if (counts) Object.assign(total, counts[0], { exits: total.exits })
  child.kill('SIGKILL')
  return total
}

try {
  await app.owner`INSERT INTO customer_sessions (token_hash, web_user_id, created_at, last_used_at, expires_at, ip_address, user_agent)
    VALUES (decode(${proof}, 'hex'), ${maria}, now(), now(), now() + interval '1 day', '127.0.0.1', 'bench')`
  const figures: Record<string, object> = {}
  for (const name of Object.keys(drivers))
    figures[name] = { ...(await measured(name)), cut: await cut(name, Number(values.cuts)) }
  console.log(values.json ? JSON.stringify(figures, null, 2) : figures)
} finally {
  await app.close()
}
