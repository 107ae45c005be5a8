import type { Client } from '@porchlight/contract/client.ts'
import type { ActionName } from './actionable-task.ts'

export type Assignee = { csrId: string } | { csrGroup: string } | null

/** What the CSR gave with an action. */
export type ActionInput = {
  reason: string
  scheduledOn?: string
  amountCents?: number
  assignTo?: Assignee
}

/** Asks the server for one action on one task, of the version that was looked at. */
export function performAction(
  client: Client,
  action: ActionName,
  { taskId, version }: { taskId: number; version: number },
  { reason, scheduledOn = '', amountCents, assignTo = null }: ActionInput,
) {
  const params = { taskId }
  const body = { version, reason }
  switch (action) {
    case 'discard':
      return client.discardTask({ params, body })
    case 'retry':
      return client.retryTask({ params, body })
    case 'approve':
      return client.approveTask({ params, body: { ...body, ...(amountCents && { amountCents }) } })
    case 'reject':
      return client.rejectTask({ params, body })
    case 'complete-by-hand':
      return client.completeTaskByHand({ params, body })
    case 'reschedule':
      return client.rescheduleTask({ params, body: { ...body, scheduledOn } })
    case 'resend':
      return client.resendTask({ params, body })
    case 'assign':
      return client.assignTask({ params, body: { ...body, assignTo } })
    case 'note':
      return client.addTaskNote({ params, body })
  }
}
