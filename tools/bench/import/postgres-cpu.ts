import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Of Linux: a hundredth of a second. */
const TICKS = 100

/**
 * Seconds of processor time of all connections that have ended. On a machine that does other things too it says more than the
 * wall clock. Null where there is no /proc.
 */
export function postgresCpu(folder: string): number | null {
  try {
    const pid = readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // After the name in parentheses, which may hold blanks, from the third field on: the 16th and 17th are of children.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[13]) + Number(fields[14])) / TICKS
  } catch {
    return null
  }
}
