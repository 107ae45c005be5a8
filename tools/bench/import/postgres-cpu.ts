import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Clock ticks in a second, on Linux. */
const TICKS = 100

/**
 * Returns the CPU seconds of all PostgreSQL connections that have ended, or null where there is no /proc. On a busy machine CPU time is
 * more reliable than the wall clock.
 */
export function postgresCpu(folder: string): number | null {
  try {
    const pid = readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses can contain spaces, so fields are counted after it. Fields 16 and 17 are the CPU times of ended children.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[13]) + Number(fields[14])) / TICKS
  } catch {
    return null
  }
}
