import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identifyProcess } from './process-identity.ts'
import { readIfThere } from './read-if-there.ts'

/** PostgreSQL's main process, as the file `postmaster.pid` in its cluster tells. */
export type Postmaster = { pid: number; port: number; status: string }

/** No system gives a process this number. */
const NOBODY_PID = 2_147_483_646

const fileOf = (cluster: string) => join(cluster, 'postmaster.pid')

/** The postmaster that runs this cluster, or null when none does. `status`: starting, ready or stopping. */
export function runningPostmaster(cluster: string): Postmaster | null {
  const lines = readIfThere(fileOf(cluster))?.split('\n') ?? []
  const pid = Number(lines[0])
  if (identifyProcess(pid) === null || !runs(pid, cluster)) return null
  return { pid, port: Number(lines[3]), status: lines[7]?.trim() ?? 'starting' }
}

/**
 * Marks a postmaster.pid left by a dead postmaster as such, where its number was given to another process:
 * PostgreSQL would take that process for a postmaster and refuse to start. The other lines stay, as they let
 * PostgreSQL see whether a child of the dead one still writes to the cluster.
 */
export function retirePostmasterFile(cluster: string): void {
  const text = readIfThere(fileOf(cluster))
  if (text === null || runningPostmaster(cluster) !== null) return
  writeFileSync(fileOf(cluster), text.replace(/^-?\d+/, String(NOBODY_PID)))
}

/** Its command line names the cluster. Where command lines cannot be read, the number alone must do. */
function runs(pid: number, cluster: string): boolean {
  if (existsSync('/proc/self/cmdline')) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster)
    } catch {
      return false
    }
  }
  if (process.platform === 'win32') return true
  const ps = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  return ps.status !== 0 || ps.stdout.includes(cluster)
}
