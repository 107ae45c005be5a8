import { type Merged, merged, type PartOf } from '@porchlight/contract/compose.ts'
import type { Handlers } from '#pipeline/handler.ts'
import { cisLanes } from '#tasks/delivering/cis-lanes.ts'
import { deleteOldDeliveries } from '#tasks/delivering/queries.ts'
import { watchCis } from '#tasks/delivering/watch-cis.ts'
import { expireTasks } from '#tasks/working/expire-tasks.ts'
import { workTasks } from '#tasks/working/work-tasks.ts'
import { deleteOldRows } from '#worker/delete-old-rows.ts'
import type { Job } from '#worker/job.ts'
import type { Declaration } from './feature.ts'
import { features } from './features.generated.ts'
import type { Installation } from './installation.ts'

type Feature = (typeof features)[keyof typeof features]

/** What each endpoint of the contract does. One that no feature handles does not compile. */
export const handlers: Handlers = merged(features, 'handlers') as Merged<PartOf<Feature, 'handlers'>>

const declared: readonly Declaration[] = Object.values(features)

export const oldRows = deleteOldRows([
  ...declared.flatMap((feature) => feature.oldRows ?? []),
  deleteOldDeliveries,
])

/** Returns every job of an installation: those of the tasks and of the features; the CIS's only where it has one. */
export const jobsOf = ({ cis }: Pick<Installation, 'cis'>): readonly Job[] => [
  workTasks,
  ...declared.flatMap((feature) => feature.jobs ?? []),
  expireTasks,
  oldRows,
  ...(cis ? [...cisLanes(), watchCis] : []),
]
