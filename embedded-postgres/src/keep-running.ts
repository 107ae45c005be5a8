import type { ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { runningPostmaster } from './postmaster-file.ts'

type Postmaster = { pid: number; child: ChildProcess | null }

type Keeping = {
  cluster: string
  postmaster: Postmaster
  /** Whether nobody has taken the server over. */
  isOurs(): boolean
  /** Starts another in its place; null where it is no longer ours. */
  start(): Promise<Postmaster | null>
  log(sentence: string): void
  logFile: string
}

/** One that we adopted is not our child: nothing tells us of its end, so we look. */
const lookEveryMs = 500
const firstPauseMs = 200
const longestPauseMs = 5_000

/** Starts the server again whenever it ends without being told to, under the same address, until `stop`. */
export function keepRunning({ cluster, postmaster, isOurs, start, log, logFile }: Keeping): { stop(): void } {
  let isStopped = false
  let current = postmaster

  const watch = () => {
    if (current.child) {
      current.child.once('exit', revive)
      return
    }
    const looking = setInterval(() => {
      if (isStopped) clearInterval(looking)
      else if (runningPostmaster(cluster)?.pid !== current.pid) {
        clearInterval(looking)
        void revive()
      }
    }, lookEveryMs)
    looking.unref()
  }

  const revive = async () => {
    if (isStopped || !isOurs()) return
    log(`PostgreSQL ended unexpectedly and is started again: its last words are in ${logFile}.`)
    for (let pauseMs = firstPauseMs; !isStopped; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        const started = await start()
        if (!started) return
        current = started
        log('PostgreSQL runs again.')
        watch()
        return
      } catch (error) {
        log(`PostgreSQL does not start: ${error instanceof Error ? error.message : String(error)}`)
        await pause(pauseMs)
      }
    }
  }

  watch()
  return {
    stop: () => {
      isStopped = true
      current.child?.off('exit', revive)
    },
  }
}
