import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { errorCode } from './error-code.ts'
import { runningPostmaster } from './postmaster-file.ts'
import { until } from './until.ts'

const PATIENCE_MS = 60_000

/**
 * Stops the postmaster of this cluster, if one runs, and waits for its end. Sessions are cut off and what is not
 * committed is rolled back. One that does not end within a minute is told to leave at once, which loses nothing
 * that was committed. Throws when even that had no effect for a minute.
 */
export async function stopPostmaster(cluster: string, native: () => string): Promise<void> {
  for (const [signal, mode] of [
    ['SIGINT', 'fast'],
    ['SIGQUIT', 'immediate'],
  ] as const) {
    const running = runningPostmaster(cluster)
    if (running === null) return
    // Windows has no signals: pg_ctl speaks to the postmaster through a pipe.
    if (process.platform === 'win32') {
      spawnSync(join(native(), 'bin', 'pg_ctl.exe'), ['stop', '-W', '-m', mode, '-D', cluster], {
        stdio: 'ignore',
      })
    } else {
      signalPostmaster(running.pid, signal)
    }
    const gone = () => runningPostmaster(cluster)?.pid !== running.pid
    if ((await until(gone, { limitMs: PATIENCE_MS })) !== null) return
  }
  throw new Error(`PostgreSQL in ${cluster} does not stop`)
}

/** Sends a signal to a postmaster that may have ended meanwhile. */
export function signalPostmaster(pid: number, signal: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error
  }
}
