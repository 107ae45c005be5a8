import { readFileSync } from 'node:fs'
import { errorCode } from './error-code.ts'

/** One process and no later one of the same number. `birth` is null where the system does not tell (no /proc). */
export type ProcessIdentity = { pid: number; birth: string | null }

/** The identity of a running process, or null when there is none (a zombie counts as none). */
export function identifyProcess(pid: number): ProcessIdentity | null {
  if (!Number.isInteger(pid) || pid <= 0 || !answersSignals(pid)) return null
  const stat = readProc(`/proc/${pid}/stat`)
  if (stat === null) return { pid, birth: null }
  // The name, in parentheses, may itself hold spaces and parentheses: the fields are counted after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const state = fields[0]
  if (state === 'Z' || state === 'X') return null
  // Field 22 counts clock ticks since the machine came up, so it says nothing without which time that was.
  const boot = readProc('/proc/sys/kernel/random/boot_id')?.trim() ?? ''
  return { pid, birth: `${boot}:${fields[19] ?? ''}` }
}

/** Is this very process still running? Without /proc, a process of the same number counts as the same. */
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
