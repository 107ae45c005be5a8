import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'

type Listed = Response<Api['queryTasks']>['tasks'][number]

/** An additional action as the server offers it: whether this CSR may, and what it needs. */
export type Offered = Listed['actions'][number]
export type ActionName = Offered['action']

/** What of a task its actions ask for; a row of the list has it, and so has a task in full. */
export type ActionableTask = Pick<Listed, 'taskId' | 'taskType' | 'state' | 'version' | 'actions'> &
  Partial<Pick<Listed, 'amountCents' | 'currency' | 'customerName' | 'assignedTo' | 'assignedGroup'>> & {
    /** Of a task in full: the day that it waits for. */
    scheduledOn?: string | null | undefined
  }

/** What the server offers of an action on a task; undefined where its state has no such action. */
export const offeredOf = (task: Pick<ActionableTask, 'actions'>, action: ActionName): Offered | undefined =>
  task.actions.find((offered) => offered.action === action)
