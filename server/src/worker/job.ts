import type { Pool } from '#database/sql.ts'
import { grantOf } from '#policy/decide.ts'
import type { Grant, JobName } from '#policy/grant.ts'
import type { Installation } from '../installation.ts'

/** What the worker gives a job. */
export type JobTools = {
  /** Connections of the worker's role. */
  pool: Pool
  installation: Installation
  /** Aborted when the worker stops: what is in hand is finished, nothing more is begun. */
  signal: AbortSignal
}

/** What a job works with: the worker's tools, and the system's own grant of this job, without which it writes nothing. */
export type JobWork<Name extends JobName> = JobTools & { grant: Grant<`job:${Name}`> }

/** Work outside of requests. It may run in several processes at once. */
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

type Declared<Name extends JobName> = Omit<Job, 'name' | 'run'> & {
  name: Name
  /** Which one it is of several jobs of this name that run beside each other. */
  lane?: number
  run(work: JobWork<Name>): Promise<void>
}

/** Declares a job. Each run has a grant of its own, which the policy decides by the row `job:<name>`. */
export const job = <const Name extends JobName>({ lane, ...declared }: Declared<Name>): Job => ({
  ...declared,
  name: lane === undefined ? declared.name : `${declared.name}-${lane}`,
  run: (tools) => declared.run({ ...tools, grant: grantOf({ kind: 'system' }, `job:${declared.name}`) }),
})
