import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { unprivilegedAccount } from '@porchlight/embedded-postgres/home.ts'
import { openPool } from '@porchlight/server/database/sql.ts'

/** The nodes of docs/operating/high-availability, each on its own loopback address: Linux answers on all of 127.0.0.0/8. */
const nodes = { pg1: '127.0.0.11', pg2: '127.0.0.12', pg3: '127.0.0.13' }
type Node = keyof typeof nodes
const names = Object.keys(nodes) as Node[]
/** Longer than any failover that the settings allow. */
const patienceMs = 90_000

const programs = ['etcd', 'patroni', 'haproxy', 'pgbouncer']
/** Returns the programs of the worked example that this machine lacks. */
export const missingPrograms = () =>
  programs.filter((name) => spawnSync('which', [name], { stdio: 'ignore' }).status !== 0)

/** Ends a process that may have ended by itself. */
function killIfThere(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}

/** Returns a file of the worked example with its node names, folders and passwords replaced by those of this machine. */
function settingsFile(name: string, replacements: Record<string, string>): string {
  const text = readFileSync(path.join('docs/operating/high-availability', name), 'utf8')
  return Object.entries(replacements).reduce((result, [from, to]) => result.replaceAll(from, to), text)
}

/**
 * Starts the worked example of docs/operating/high-availability on loopback: three nodes with etcd, Patroni and Debian's PostgreSQL
 * 15, and HAProxy and PgBouncer before them. Needs root, since PostgreSQL runs under another account. Throws where a part does not start.
 */
export async function openCluster() {
  const account = unprivilegedAccount()
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-failover-'))
  chmodSync(folder, 0o755)
  chownSync(folder, account.uid, account.gid)
  const running = new Map<string, ChildProcess>()
  const write = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text, { mode: 0o600 })
    chownSync(path.join(folder, name), account.uid, account.gid)
  }
  /** Starts a program in a process group of its own, so that all processes of a node can be killed at once. */
  const start = (name: string, program: string, args: string[]) => {
    const log = openSync(path.join(folder, `${name}.log`), 'a')
    const child = spawn(program, args, {
      cwd: folder,
      detached: true,
      stdio: ['ignore', log, log],
      ...account,
    })
    closeSync(log)
    running.set(name, child)
    return child
  }
  const vanish = (name: string) => {
    const child = running.get(name)
    running.delete(name)
    // Patroni's PostgreSQL leads a process group of its own.
    const record = path.join(folder, name, 'postmaster.pid')
    const postmaster = existsSync(record) ? Number(readFileSync(record, 'utf8').split('\n')[0]) : 0
    if (child?.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
    if (postmaster > 0) killIfThere(postmaster)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  process.once('exit', () => {
    for (const name of [...running.keys()]) vanish(name)
    rmSync(folder, { recursive: true, force: true })
  })

  const members = names.map((name) => `${name}=http://${nodes[name]}:2380`).join()
  for (const name of names) {
    const at = nodes[name]
    start(`etcd-${name}`, 'etcd', [
      ...['--name', name, '--data-dir', path.join(folder, `etcd-${name}`), '--initial-cluster', members],
      ...['--listen-client-urls', `http://${at}:2379`, '--advertise-client-urls', `http://${at}:2379`],
      ...['--listen-peer-urls', `http://${at}:2380`, '--initial-advertise-peer-urls', `http://${at}:2380`],
    ])
  }
  for (const name of names) {
    mkdirSync(path.join(folder, `socket-${name}`))
    chownSync(path.join(folder, `socket-${name}`), account.uid, account.gid)
    const text = settingsFile('patroni.yml', {
      'hosts: [pg1:2379, pg2:2379, pg3:2379]': `hosts: [${names.map((one) => `${nodes[one]}:2379`).join(', ')}]`,
      'pg1:': `${nodes[name]}:`,
      'name: pg1': `name: ${name}`,
      '/var/lib/postgresql/15/porchlight': path.join(folder, name),
      '/var/lib/postgresql/pgpass': path.join(folder, `pgpass-${name}`),
      // In the example each node has its own machine. Here all share one, so each needs its own socket folder.
      '  pgpass:': `  parameters: { unix_socket_directories: ${path.join(folder, `socket-${name}`)} }\n  pgpass:`,
      'local all all peer': 'local all all trust',
    })
    write(`${name}.yml`, text)
  }
  const join = (name: Node) => start(name, 'patroni', [path.join(folder, `${name}.yml`)])
  for (const name of names) join(name)

  /** Waits until a node reports itself as primary, and returns it. */
  const primary = async (): Promise<Node> => {
    const until = performance.now() + patienceMs
    while (performance.now() < until) {
      for (const name of names) {
        const response = await fetch(`http://${nodes[name]}:8008/primary`, {
          signal: AbortSignal.timeout(1_000),
        }).catch(() => undefined)
        if (response?.status === 200) return name
      }
      await pause(100)
    }
    throw new Error(`no node became the primary within ${patienceMs / 1000} s`)
  }
  /** Resolves when both other nodes are standbys and one of them is synchronous. */
  const isWhole = async () => {
    const until = performance.now() + patienceMs
    for (;;) {
      const response = await fetch(`http://${nodes[await primary()]}:8008/cluster`).catch(() => undefined)
      const cluster = (await response?.json().catch(() => undefined)) as
        | { members: { role: string; state: string }[] }
        | undefined
      const ready = cluster?.members.filter(({ state }) => state === 'running' || state === 'streaming') ?? []
      if (ready.length === names.length && ready.some(({ role }) => role === 'sync_standby')) return
      if (performance.now() > until) throw new Error(`not whole: ${JSON.stringify(cluster)}`)
      await pause(250)
    }
  }
  await isWhole()
  write(
    'haproxy.cfg',
    settingsFile('haproxy.cfg', {
      ...Object.fromEntries(names.map((name) => [`${name}:5432`, `${nodes[name]}:5432`])),
    }),
  )
  start('haproxy', 'haproxy', ['-f', path.join(folder, 'haproxy.cfg'), '-db'])

  /** Runs statements as the superuser, through HAProxy; waits until a primary answers. */
  const asSuperuser = async (database: string, text: string, values?: readonly unknown[]) => {
    for (;;) {
      const url = `postgres://postgres:SUPERUSER-PASSWORD@127.0.0.1:5000/${database}`
      const pool = openPool(url, 1, undefined, { connectMs: 1_000, checkoutMs: 1_000 })
      try {
        return await (values ? pool.unsafe(text, values) : pool.unsafe(text))
      } catch (error) {
        const { code, name } = error as { code?: string; name?: string }
        if (name === 'PostgresError' && !/^(57|53|08|58|25)/.test(code ?? '')) throw error
        await pause(100)
      } finally {
        await pool.end({ timeout: 0 })
      }
    }
  }
  await asSuperuser('postgres', 'SELECT 1')

  return {
    primary,
    isWhole,
    join,
    vanish,
    asSuperuser,
    /** Starts PgBouncer with the SCRAM secrets that the server has. */
    startPgBouncer: async () => {
      const rows = await asSuperuser(
        'postgres',
        `SELECT format('"%s" "%s"', rolname, rolpassword) AS line FROM pg_authid WHERE rolname LIKE 'porchlight%'`,
      )
      write('userlist.txt', `${rows.map(({ line }) => line).join('\n')}\n`)
      write(
        'pgbouncer.ini',
        settingsFile('pgbouncer.ini', { '/etc/pgbouncer/userlist.txt': path.join(folder, 'userlist.txt') }),
      )
      start('pgbouncer', 'pgbouncer', [path.join(folder, 'pgbouncer.ini')])
      await pause(500)
    },
    close: async () => {
      const ended = [...running.values()].map((child) => once(child, 'exit'))
      for (const name of [...running.keys()]) vanish(name)
      await Promise.all(ended)
    },
  }
}
