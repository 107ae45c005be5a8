import { setTimeout as pause } from 'node:timers/promises'
import { openPool } from '@porchlight/server/database/sql.ts'
import type { OutageTown } from './town.ts'

/** Takes the database away, and resolves when it is available again. */
type Kind = (town: OutageTown) => Promise<void>

const send = (pid: number, signal: NodeJS.Signals) => {
  try {
    process.kill(pid, signal)
  } catch {
    // The process has already ended.
  }
}

/** Ends the postmaster, which is restarted automatically, and waits until it answers under another process number. */
const ending =
  (signal: NodeJS.Signals): Kind =>
  async (town) => {
    const pid = town.postmasterPid()
    send(pid, signal)
    while (town.postmasterPid() === pid) await pause(10)
    await town.asOwner('SELECT 1')
  }

const killOneBackend: Kind = async (town) => {
  const [row] = await town.asOwner(
    `SELECT pid FROM pg_stat_activity WHERE usename LIKE 'porchlight%' ORDER BY state = 'active' DESC, query_start DESC LIMIT 1`,
  )
  if (row) send(Number(row.pid), 'SIGKILL')
  // The server accepts no connection until its crash recovery has finished.
  await pause(100)
  await town.asOwner('SELECT 1')
}

const terminateAll: Kind = async (town) => {
  await town.asOwner(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'porchlight%' AND pid <> pg_backend_pid()",
  )
}

/** Milliseconds for which the network or the pooler misbehaves. */
const moodMs = 2_000
/** Longer than every statement time-out of the product. */
const silentMs = 9_000

const inMood =
  (mood: 'refuse' | 'freeze' | 'query_wait_timeout', ms = moodMs): Kind =>
  async ({ proxy }) => {
    proxy.be(mood)
    await pause(ms)
    proxy.be('pass')
  }

const starveAtPgBouncer: Kind = async ({ proxy, pgbouncer, direct }) => {
  if (!pgbouncer) return
  await pgbouncer.start()
  proxy.leadTo(pgbouncer.url)
  proxy.cut()
  await pause(2 * moodMs)
  proxy.leadTo(direct)
  proxy.cut()
  await pgbouncer.kill()
}

const killPgBouncer: Kind = async ({ proxy, pgbouncer, direct }) => {
  if (!pgbouncer) return
  await pgbouncer.start()
  proxy.leadTo(pgbouncer.url)
  proxy.cut()
  await pause(moodMs)
  await pgbouncer.kill()
  await pause(moodMs / 2)
  proxy.leadTo(direct)
}

/** Writes until the server meets the full disk: existing WAL files still have room, so it must need new ones. */
const fillDisk: Kind = async (town) => {
  town.disk?.fill()
  const until = performance.now() + moodMs
  const owner = openPool(town.direct, 1, undefined, { connectMs: 500, checkoutMs: 500, statementMs: 1_000 })
  while (performance.now() < until) {
    await owner
      .unsafe("SELECT pg_logical_emit_message(true, 'bench', repeat('x', 4000000)), pg_switch_wal()")
      .catch(() => {})
    await pause(20)
  }
  await owner.end({ timeout: 0 })
  town.disk?.clear()
  await town.asOwner('SELECT 1')
}

/** Returns every kind of outage that this machine can make. */
export function kindsOf(town: OutageTown): [name: string, kind: Kind][] {
  return [
    ['restart', ending('SIGINT')],
    ['immediate shutdown', ending('SIGQUIT')],
    ['kill -9 of the postmaster', ending('SIGKILL')],
    ['kill -9 of a connection', killOneBackend],
    ['connections terminated', terminateAll],
    ['connections refused', inMood('refuse')],
    ['network silent', inMood('freeze', silentMs)],
    ['pooler: query_wait_timeout', inMood('query_wait_timeout')],
    ...(town.pgbouncer
      ? ([
          ['PgBouncer with too few connections', starveAtPgBouncer],
          ['kill -9 of PgBouncer', killPgBouncer],
        ] as [string, Kind][])
      : []),
    ...(town.disk ? ([['disk full', fillDisk]] as [string, Kind][]) : []),
  ]
}
