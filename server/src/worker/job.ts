import type { Pool } from '#database/sql.ts'
import type { Installation } from '../installation.ts'

/** What a job works with. */
export type JobTools = {
  /** Connections of the worker's role. */
  pool: Pool
  installation: Installation
  /** Aborted when the worker stops: what is in hand is finished, nothing more is begun. */
  signal: AbortSignal
}

/** Work that nobody's request waits for. It may run in several processes at once. */
export type Job = {
  name: string
  /** Milliseconds from the end of one run to the next, give or take a tenth. */
  everyMs: number
  /** A channel of the database: a notice on it runs the job at once. */
  channel?: string
  run(tools: JobTools): Promise<void>
  /** In how many milliseconds it has something to do again, where that is sooner than its pace. */
  nextInMs?(tools: JobTools): Promise<number | undefined>
}
