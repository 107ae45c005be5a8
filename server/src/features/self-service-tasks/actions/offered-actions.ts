import type { OfferedAction } from '@porchlight/contract/task-actions.ts'
import type { Context } from '#pipeline/handler.ts'
import { csrOf } from '#policy/actor.ts'
import { answers } from '#policy/decide.ts'
import type { Subject } from '#policy/subject.ts'
import { actionsOf, taskTypeNamed } from '#tasks/lifecycle/actions-of.ts'
import { mayComplete } from '#tasks/lifecycle/effect-of.ts'

/** What of a task decides about its actions. */
export type ActionableTask = {
  taskType: string
  state: string
  madeBy: string
  webUserId: string | null
  preparedBy: string | null
  /** It is on its way to the CIS. */
  isTold: boolean
  /** Its effect in our own tables is made. */
  isApplied: boolean
}

/**
 * The additional actions that a task has in its state, each with what it needs and whether this CSR may: the policy is asked
 * first, then the lifecycle's guard. An action that the state does not have is not among them.
 */
export function offeredActions(
  { grant: { actor }, installation: { taskTypes } }: Pick<Context, 'grant' | 'installation'>,
  on: Subject,
  task: ActionableTask,
): OfferedAction[] {
  const { csrId } = csrOf(actor)
  const isMadeByCsr = task.madeBy === 'csr' || task.madeBy === 'masquerade'
  const type = taskTypeNamed(taskTypes, task.taskType)
  // A CHECK constraint says so: what a CSR made has the CSR's id as its Web User ID.
  const guarded = {
    csrId: isMadeByCsr ? task.webUserId : null,
    preparedByCsrId: task.preparedBy,
    isTold: task.isTold,
    mayComplete: type !== undefined && mayComplete(type, task.isApplied),
  }
  return actionsOf(taskTypes, task).map(({ action, to, needs, guard }) => {
    const name = `task:${action}` as const
    const verdict = answers(actor, on, name)[name]
    return {
      action,
      to,
      needs: [...needs],
      may: verdict === 'ok' ? (guard?.(guarded, { csrId }) ?? 'ok') : verdict,
    }
  })
}
