import { randomBytes } from 'node:crypto'
import { linkSync, rmSync, writeFileSync } from 'node:fs'
import { errorCode, StartRefused } from './errors.ts'
import { readIfThere } from './files.ts'
import { isRunning, ownIdentity, type ProcessIdentity, until } from './process-identity.ts'

type Holder = ProcessIdentity & { token: string }

const WAIT_MS = 120_000

/**
 * Runs `body` while this call holds the lock file `path`: no other process and no other call in this process does. Breaks
 * the lock of a process that died.
 * @throws StartRefused if the lock is not free within two minutes
 */
export async function withStartLock<T>(path: string, body: () => Promise<T>): Promise<T> {
  const mine: Holder = { ...ownIdentity(), token: randomBytes(8).toString('hex') }
  const taken = await until(() => take(path, mine), { limitMs: WAIT_MS, everyMs: 15 })
  if (taken === null) {
    const other = readHolder(path)
    throw new StartRefused(`Another start (process ${other?.pid ?? 'unknown'}) still holds the lock ${path}.`)
  }
  try {
    return await body()
  } finally {
    rmSync(path, { force: true })
  }
}

function take(path: string, mine: Holder): boolean {
  const holder = readHolder(path)
  if (holder === null) return create(path, mine)
  if (isRunning(holder)) return false
  // Only one process may remove a dead holder's lock, or a slow process would remove the next holder's. The right to
  // remove it is itself a lock, named after the dead holder: a process that dies here is handled in the same way.
  const breaking = `${path}.${holder.token}`
  if (!take(breaking, mine)) return false
  if (readHolder(path)?.token === holder.token) rmSync(path, { force: true })
  rmSync(breaking, { force: true })
  return create(path, mine)
}

/** Makes the lock file as a hard link, which appears with its content: no process reads a half-written lock. */
function create(path: string, mine: Holder): boolean {
  const draft = `${path}.draft-${mine.token}`
  writeFileSync(draft, JSON.stringify(mine))
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function readHolder(path: string): Holder | null {
  const text = readIfThere(path)
  if (text === null) return null
  try {
    const { pid, birth, token } = JSON.parse(text) as Holder
    return { pid, birth, token }
  } catch {
    // Only a power loss leaves a lock without content: its holder is dead.
    return { pid: 0, birth: null, token: 'damaged' }
  }
}
