import type { Client } from '@porchlight/contract/client.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import type { TaskAction } from '@porchlight/contract/task-types.ts'

/** What an action is given; the same for every task. */
export type Given = {
  reason?: string
  scheduledOn?: string
  amountCents?: number
  assignTo?: { csrId: string } | { csrGroup: string } | null
}

export type Versioned = { taskId: number; version: number }

/** What became of one task. */
export type Outcome =
  | { taskId: number; result: 'done'; state: string; version: number }
  | { taskId: number; result: 'refused'; refusal: RefusalBody }

/** Performs an action on one task, by its endpoint. */
export function perform(client: Client, action: TaskAction, { taskId, version }: Versioned, given: Given) {
  const params = { taskId }
  const reason = given.reason ?? ''
  const maybe = given.reason ? { reason: given.reason } : {}
  switch (action) {
    case 'discard':
      return client.discardTask({ params, body: { version, reason } })
    case 'retry':
      return client.retryTask({ params, body: { version, ...maybe } })
    case 'approve': {
      const { amountCents } = given
      return client.approveTask({
        params,
        body: { version, ...maybe, ...(amountCents !== undefined && { amountCents }) },
      })
    }
    case 'reject':
      return client.rejectTask({ params, body: { version, reason } })
    case 'complete-by-hand':
      return client.completeTaskByHand({ params, body: { version, reason } })
    case 'reschedule':
      return client.rescheduleTask({
        params,
        body: { version, scheduledOn: given.scheduledOn ?? '', ...maybe },
      })
    case 'resend':
      return client.resendTask({ params, body: { version, ...maybe } })
    case 'assign':
      return client.assignTask({ params, body: { version, assignTo: given.assignTo ?? null, ...maybe } })
    case 'note':
      return client.addTaskNote({ params, body: { version, reason } })
  }
}

/**
 * Does the same for many, a few at a time; each has an outcome of its own, told as soon as it is there. What is refused for one
 * does not hinder the others. Aborted: what is under way ends, nothing more begins.
 */
export async function runAll(
  tasks: readonly Versioned[],
  act: (task: Versioned) => Promise<{ state: string; version: number }>,
  refusalOf: (error: unknown) => RefusalBody,
  onOutcome: (outcome: Outcome) => void,
  signal: AbortSignal,
): Promise<void> {
  const atOnce = 4
  const left = [...tasks]
  const lane = async () => {
    for (let task = left.shift(); task && !signal.aborted; task = left.shift()) {
      const { taskId } = task
      const outcome = await act(task).then(
        ({ state, version }): Outcome => ({ taskId, result: 'done', state, version }),
        (error: unknown): Outcome => ({ taskId, result: 'refused', refusal: refusalOf(error) }),
      )
      onOutcome(outcome)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}
