import { type Merged, mergedPart, type PartOf } from '@porchlight/contract/compose.ts'
import { type TaskType, taskTypes as taskTypeNames } from '@porchlight/contract/task-types.ts'
import type { Handlers } from '#pipeline/handler.ts'
import { cisLanes } from '#tasks/delivering/cis-lanes.ts'
import { deleteOldDeliveries } from '#tasks/delivering/queries.ts'
import { watchCis } from '#tasks/delivering/watch-cis.ts'
import type { AnyTaskType, TaskTypes } from '#tasks/lifecycle/task-type.ts'
import { expireTasks } from '#tasks/working/expire-tasks.ts'
import { retryTasks, workTasks } from '#tasks/working/work-tasks.ts'
import { deleteOldRows } from '#worker/delete-old-rows.ts'
import type { Job } from '#worker/job.ts'
import type { Declaration } from './feature.ts'
import { features } from './features.generated.ts'
import type { Installation } from './installation.ts'
import type { Preparables } from './preparable.ts'

type Feature = (typeof features)[keyof typeof features]

/** What each endpoint of the contract does. One that no feature handles does not compile. */
export const handlers: Handlers = mergedPart(features, 'handlers') as Merged<PartOf<Feature, 'handlers'>>

const declared: readonly Declaration[] = Object.values(features)

/** What CSRs may prepare for customers. A command that the contract marks so and no feature declares does not compile. */
export const preparables: Preparables = mergedPart(features, 'preparable') as Merged<
  PartOf<Feature, 'preparable'>
>

/** What the features serve besides endpoints. */
export const doors = declared.flatMap((feature) => feature.doors ?? [])

export const signedPaths = declared.flatMap((feature) => feature.signedPaths ?? [])

type TaskTypesOf<F> = F extends { taskTypes: infer Types } ? Types[keyof Types] : never
type DeclaredTaskType = Extract<TaskTypesOf<Feature>, { name: string }>['name']

const taskTypesByName = new Map<string, AnyTaskType>(
  declared.flatMap((feature) => Object.values(feature.taskTypes ?? {})).map((type) => [type.name, type]),
)

/** Returns the declaration of a task type. A type whose feature does not list it in its `feature.ts` does not compile. */
function taskTypeNamed(name: TaskType extends DeclaredTaskType ? TaskType : DeclaredTaskType): AnyTaskType {
  const type = taskTypesByName.get(name)
  if (!type) throw new Error(`no feature declares the task type ${name}`)
  return type
}

/** Every task type, by name, in the contract's order. The engine is given them in the installation. */
export const taskTypes = Object.fromEntries(
  taskTypeNames.map((name) => [name, taskTypeNamed(name)]),
) as TaskTypes

export const oldRows = deleteOldRows([
  ...declared.flatMap((feature) => feature.oldRows ?? []),
  deleteOldDeliveries,
])

/** Returns every job of an installation: those of the tasks and of the features; the CIS's only where it has one. */
export const jobsOf = ({ cis }: Pick<Installation, 'cis'>): readonly Job[] => [
  workTasks,
  retryTasks,
  ...declared.flatMap((feature) => feature.jobs ?? []),
  expireTasks,
  oldRows,
  ...(cis ? [...cisLanes(), watchCis] : []),
]
