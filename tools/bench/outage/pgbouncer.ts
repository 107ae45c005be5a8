import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '@porchlight/embedded-postgres/free-port.ts'
import { isRoot, unprivilegedAccount } from '@porchlight/embedded-postgres/home.ts'
import { roleNames, rolePassword } from '@porchlight/server/database/roles.ts'

export type PgBouncer = {
  /** The address of a database behind it. */
  url: string
  start(): Promise<void>
  kill(): Promise<void>
  stop(): Promise<void>
}

const program = ['/usr/sbin/pgbouncer', '/usr/local/sbin/pgbouncer', '/usr/local/bin/pgbouncer'].find(
  (file) => spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0,
)

/**
 * Prepares a real PgBouncer in session mode for a database, with fewer connections for each role than the application wants. It
 * lets a client wait a second and then refuses it. Returns null if no PgBouncer is installed.
 */
export async function preparePgBouncer(
  databaseUrl: string,
  encryptionKey: string,
): Promise<PgBouncer | null> {
  if (!program) return null
  const target = new URL(databaseUrl)
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-pgbouncer-'))
  const port = await freePort()
  const users = roleNames().map((role) => `"${role}" "${rolePassword(encryptionKey, role)}"`)
  writeFileSync(path.join(folder, 'users.txt'), `${users.join('\n')}\n`)
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'scram-sha-256',
    auth_file: path.join(folder, 'users.txt'),
    pool_mode: 'session',
    default_pool_size: 2,
    query_wait_timeout: 1,
    server_login_retry: 1,
    logfile: path.join(folder, 'pgbouncer.log'),
  }
  const databases = `${target.pathname.slice(1)} = host=${target.hostname} port=${target.port}`
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  const file = path.join(folder, 'pgbouncer.ini')
  writeFileSync(file, `[databases]\n${databases}\n[pgbouncer]\n${lines.join('\n')}\n`)
  chmodSync(folder, 0o755)
  const account = isRoot() ? unprivilegedAccount() : undefined
  if (account) for (const one of [folder, file, settings.auth_file]) chownSync(one, account.uid, account.gid)
  target.port = String(port)
  let child: ChildProcess | undefined
  const end = async (signal: NodeJS.Signals) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  return {
    url: target.href,
    start: async () => {
      child = spawn(program, [file], { stdio: 'ignore', ...account })
      while (!(await answers(port))) await pause(20)
    },
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
