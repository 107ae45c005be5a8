import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'

type Listed = Response<Api['queryTasks']>['tasks'][number]

/** An additional action as the server offers it: whether this CSR may, and what it needs. */
export type Offered = Listed['actions'][number]
export type ActionName = Offered['action']

/** What the actions need of a task. A row of the list has it, and so has a single task. */
export type ActionableTask = Pick<Listed, 'taskId' | 'taskType' | 'state' | 'version' | 'actions'> &
  Partial<Pick<Listed, 'amountCents' | 'currency' | 'customerName' | 'assignedTo' | 'assignedGroup'>> & {
    /** Of a single task: the day that it waits for. */
    scheduledOn?: string | null | undefined
  }

/** Returns what the server offers of an action on a task; undefined where the task's state has no such action. */
export const offeredOf = (task: Pick<ActionableTask, 'actions'>, action: ActionName): Offered | undefined =>
  task.actions.find((offered) => offered.action === action)

type DeskAction = {
  /** The key that opens the action, for one task and for the chosen ones. */
  key: string
  /** Reasons to choose from; their words are `quick-reason.<name>`. The log keeps the name, so that each reader has their own language. */
  quickReasons: readonly string[]
}

/** The actions, in the order in which the desk shows them. One row each. */
export const deskActions = {
  approve: { key: 'a', quickReasons: ['checked'] },
  // j and k move through every list.
  reject: { key: 'e', quickReasons: ['not-eligible', 'details-missing', 'not-authorised'] },
  retry: { key: 't', quickReasons: ['cause-is-gone', 'data-corrected'] },
  'complete-by-hand': { key: 'b', quickReasons: ['done-in-other-system', 'done-in-field'] },
  reschedule: { key: 'w', quickReasons: ['customer-asked', 'nobody-free'] },
  resend: { key: 's', quickReasons: ['not-arrived'] },
  assign: { key: 'g', quickReasons: [] },
  note: { key: 'n', quickReasons: [] },
  discard: { key: 'd', quickReasons: ['no-longer-wanted', 'asked-twice', 'by-mistake', 'cannot-be-done'] },
} as const satisfies Record<ActionName, DeskAction>

export const actionNames = Object.keys(deskActions) as ActionName[]
