import type { TaskState } from '@porchlight/contract/task-types.ts'
import type { DemoRandom } from '../random.ts'
import type { StandsNow } from './stands-now.ts'

/** What a task asked for, and how much money is in it. */
export type Asked = { payload: Record<string, unknown>; cents?: number }

/** What the payload is made of. */
export type About = {
  line1: string
  line2: string
  city: string
  postalCode: string
  mobile: string
  guest: string
  /** A date ahead, `YYYY-MM-DD`. */
  soon: string
  balanceCents: number
  /** Whether the task is completed: the current data are what it asked for. */
  isDone: boolean
  now: StandsNow
}

export type TaskKind = {
  states: readonly TaskState[]
  /** A CSR may do it for the customer, in a masquerade or on the desk. */
  byCsr: boolean
  asked(about: About, random: DemoRandom): Asked
  /** Whether it can be completed where this stands now; without, always. */
  fits?(now: StandsNow): boolean
}
