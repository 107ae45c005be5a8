import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { errorCode } from './errors.ts'

/**
 * Identifies one process, although the system gives its number to another one later. `birth` is null if the system does
 * not tell when a process started (no /proc).
 */
export type ProcessIdentity = { pid: number; birth: string | null }

/** Returns the identity of a running process, or null if it does not run (a zombie does not). */
export function identifyProcess(pid: number): ProcessIdentity | null {
  if (!Number.isInteger(pid) || pid <= 0 || !answersSignals(pid)) return null
  const stat = readProc(`/proc/${pid}/stat`)
  if (stat === null) return { pid, birth: null }
  // The process name is in parentheses and may itself contain spaces and parentheses: count the fields after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const state = fields[0]
  if (state === 'Z' || state === 'X') return null
  // Field 22, the start time, counts from the boot of the machine: it identifies nothing without the boot.
  const boot = readProc('/proc/sys/kernel/random/boot_id')?.trim() ?? ''
  return { pid, birth: `${boot}:${fields[19] ?? ''}` }
}

/** Returns the identity of this process. */
export function ownIdentity(): ProcessIdentity {
  return identifyProcess(process.pid) ?? { pid: process.pid, birth: null }
}

/** Tells whether this process still runs. Without /proc, a later process with the same number counts as the same. */
export function isRunning(identity: ProcessIdentity): boolean {
  const now = identifyProcess(identity.pid)
  if (now === null) return false
  return now.birth === null || identity.birth === null || now.birth === identity.birth
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

function readProc(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/**
 * Calls `look` again and again until it returns something: nothing tells us when another process starts or ends.
 * @returns the first value that is neither null nor false, or null after `limitMs` milliseconds
 */
export async function until<T>(
  look: () => T | null | false,
  limits: { limitMs: number; everyMs?: number },
): Promise<T | null> {
  const end = performance.now() + limits.limitMs
  for (;;) {
    const value = look()
    if (value !== null && value !== false) return value
    if (performance.now() >= end) return null
    await pause(limits.everyMs ?? 5)
  }
}
