import type { OfferedAction } from '@porchlight/contract/task-actions.ts'
import type { Context } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import type { Subject } from '#policy/subject.ts'
import { actionsOf, taskTypeNamed } from '#tasks/lifecycle/actions-of.ts'
import { mayComplete } from '#tasks/lifecycle/effect-of.ts'

/** The fields of a task that its actions depend on. */
export type ActionableTask = {
  taskType: string
  state: string
  madeBy: string
  webUserId: string | null
  preparedBy: string | null
  /** The task is on its way to the CIS. */
  isTold: boolean
  /** The task's effect in our own tables is made. */
  isApplied: boolean
}

/** Returns the actions that a task has in its state, each with the fields that it needs and the policy's verdict for this CSR. */
export function offeredActions(
  { grant: { actor }, installation: { taskTypes } }: Pick<Context<'task:view'>, 'grant' | 'installation'>,
  on: Subject,
  task: ActionableTask,
): OfferedAction[] {
  const isMadeByCsr = task.madeBy === 'csr' || task.madeBy === 'masquerade'
  const type = taskTypeNamed(taskTypes, task.taskType)
  const facts = {
    // By a CHECK constraint a task that a CSR made has the CSR's id as its Web User ID.
    csrId: isMadeByCsr ? task.webUserId : null,
    preparedByCsrId: task.preparedBy,
    isTold: task.isTold,
    isEffectMade: type !== undefined && mayComplete(type, task.isApplied),
  }
  return actionsOf(taskTypes, task).map(({ action, to, needs, requires }) => {
    const name = `task:${action}` as const
    const may = answers(actor, { ...on, task: { ...facts, requires } }, name)[name]
    return { action, to, needs: [...needs], may }
  })
}
