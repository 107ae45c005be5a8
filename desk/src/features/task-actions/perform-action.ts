import type { Api } from '@porchlight/contract/api.ts'
import type { Client } from '@porchlight/contract/client.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import { type TaskActionEndpoint, taskActionRows } from '@porchlight/contract/task-action-rows.ts'
import type { ActionName } from './actionable-task.ts'

export type Assignee = { csrId: string } | { csrGroup: string } | null

/** What the CSR gave with an action. */
export type ActionInput = {
  reason: string
  scheduledOn?: string
  amountCents?: number
  assignTo?: Assignee
}

type Performed = Promise<Response<Api[TaskActionEndpoint]>>

/**
 * Performs one action on one task, of the version that the CSR saw. Of what the CSR gave it sends the fields that the action
 * takes; `assignTo` is null for nobody.
 */
export function performAction(
  client: Client,
  action: ActionName,
  { taskId, version }: { taskId: number; version: number },
  input: ActionInput,
): Performed {
  const { endpoint, fields } = taskActionRows[action]
  const given = Object.entries({ assignTo: null, ...input }).filter(([name]) => Object.hasOwn(fields, name))
  // The table says which fields belong to which endpoint, which the compiler cannot follow; the server checks them.
  const call = client[endpoint] as (input: { params: object; body: object }) => Performed
  return call({ params: { taskId }, body: { version, ...Object.fromEntries(given) } })
}
