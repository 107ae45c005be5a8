import { randomBytes } from 'node:crypto'
import { linkSync, rmSync, writeFileSync } from 'node:fs'
import { errorCode } from './error-code.ts'
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity.ts'
import { readIfThere } from './read-if-there.ts'
import { StartRefused } from './start-refused.ts'
import { until } from './until.ts'

type Holder = ProcessIdentity & { token: string }

const WAIT_MS = 120_000

/**
 * Runs `body` while no other process (nor another call in this one) holds the lock file `path`.
 * The lock of a process that died is broken. Throws StartRefused when it is not free within two minutes.
 */
export async function withStartLock<T>(path: string, body: () => Promise<T>): Promise<T> {
  const self = identifyProcess(process.pid) ?? { pid: process.pid, birth: null }
  const mine: Holder = { ...self, token: randomBytes(8).toString('hex') }
  const taken = await until(() => take(path, mine), { limitMs: WAIT_MS, everyMs: 15 })
  if (taken === null) {
    const other = readHolder(path)
    throw new StartRefused(
      `Another start of Porchlight (process ${other?.pid ?? 'unknown'}) is still busy with the lock ${path}.`,
    )
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
  // Only one process may remove this dead holder's lock, or a slow one would remove its successor's. The right to
  // do so is itself a lock, named after the dead holder, so a death at this very point is mended the same way.
  const breaking = `${path}.${holder.token}`
  if (!take(breaking, mine)) return false
  if (readHolder(path)?.token === holder.token) rmSync(path, { force: true })
  rmSync(breaking, { force: true })
  return create(path, mine)
}

/** A link appears with its content or not at all: nobody ever reads a lock that is half written. */
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
    // Only a power loss leaves a lock without content, so its holder is dead.
    return { pid: 0, birth: null, token: 'damaged' }
  }
}
