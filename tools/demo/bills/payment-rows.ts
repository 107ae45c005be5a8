import type { Account } from '../accounts/account.ts'
import type { DemoContext } from '../demo-context.ts'
import { dateText } from '../demo-window.ts'
import type { WebUser } from '../people/web-user.ts'
import { addTask } from '../tasks/task.ts'
import { customerActor } from '../tasks/task-actor.ts'
import { HISTORY_DAYS } from '../tasks/task-timeline.ts'

/** Adds the account's payments; lately, cards were taken in the portal, each by a self-service task of its own. */
export function addPayments(ctx: DemoContext, account: Account, webUsers: readonly WebUser[]): void {
  const { rows, ids, random, window } = ctx
  const payer = webUsers.find(
    ({ isActive, links }) =>
      isActive &&
      links.some((link) => link.account === account && link.isActive !== false && link.role !== 'viewer'),
  )
  for (const { on, cents, tender } of account.billed.payments) {
    const isOnline = tender === 'card' && payer && on > window.today - HISTORY_DAYS && random.chance(0.8)
    const task = isOnline
      ? addTask(ctx, {
          type: 'one-time-payment',
          state: 'completed',
          actor: customerActor(payer),
          account,
          day: on,
          cents,
        })
      : undefined
    const id = ids.next('payments')
    rows.add('payments', id, account.accountId, dateText(on), cents, 'USD', tender, task?.taskId ?? null)
  }
}
