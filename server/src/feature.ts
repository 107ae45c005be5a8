import type { SignedPath } from '#http/signed-path.ts'
import type { Handlers } from '#pipeline/handler.ts'
import type { AnyTaskType } from '#tasks/lifecycle/task-type.ts'
import type { DeleteOld } from '#worker/delete-old-rows.ts'
import type { Job } from '#worker/job.ts'
import type { Door } from './door.ts'
import type { Preparables } from './preparable.ts'

/** What a feature adds to the server, in its `feature.ts`. `app.ts` and the worker read all of them (`features.ts`). */
export type Declaration = {
  /** What its endpoints do. */
  handlers?: Partial<Handlers>
  /** What it serves besides endpoints. */
  doors?: readonly Door[]
  /** Which of its endpoints machines call with a signature. */
  signedPaths?: readonly SignedPath[]
  /** The self-service task types that belong to it: everything that its `task-types.ts` exports. */
  taskTypes?: Readonly<Record<string, AnyTaskType>>
  /** Which of its commands a CSR may prepare for a customer, and how. */
  preparable?: Partial<Preparables>
  /** What happens beside requests. */
  jobs?: readonly Job[]
  /** Rows that have served: each statement says how long they are kept. */
  oldRows?: readonly DeleteOld[]
}

/** Declares what a feature adds to the server. */
export const feature = <const D extends Declaration>(declared: D) => declared
