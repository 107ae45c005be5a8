import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Clock ticks in a second, on Linux. */
const TICKS = 100

/**
 * Returns the fields of a process's line in /proc that follow its name: the name in parentheses can contain spaces.
 * Throws where there is no /proc, or no such process.
 */
function fieldsOf(pid: string): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/**
 * Returns the CPU seconds of all PostgreSQL connections that have ended, or null where there is no /proc. On a busy machine CPU time is
 * more reliable than the wall clock.
 */
export function postgresCpu(folder: string): number | null {
  try {
    const [pid = ''] = readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
    // The CPU times of ended children.
    const fields = fieldsOf(pid)
    return (Number(fields[13]) + Number(fields[14])) / TICKS
  } catch {
    return null
  }
}

/** Returns the CPU seconds of open PostgreSQL connections by their process ids, or null where there is no /proc. */
export function connectionsCpu(pids: readonly number[]): number | null {
  try {
    const ticks = pids.map((pid) => {
      const fields = fieldsOf(String(pid))
      return Number(fields[11]) + Number(fields[12])
    })
    return ticks.reduce((sum, some) => sum + some, 0) / TICKS
  } catch {
    return null
  }
}

/**
 * Returns the CPU seconds of a process and of its children, those that have ended included. Throws where there is no /proc, or
 * the process has ended.
 */
export function familyCpu(pid: number): number {
  const sum = (fields: string[], ...places: number[]) =>
    places.reduce((total, place) => total + Number(fields[place]), 0)
  let ticks = sum(fieldsOf(String(pid)), 11, 12, 13, 14)
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const fields = fieldsOf(name)
      if (fields[1] === String(pid)) ticks += sum(fields, 11, 12)
    } catch {
      // It has ended since it was listed; its parent counts it.
    }
  }
  return ticks / TICKS
}
