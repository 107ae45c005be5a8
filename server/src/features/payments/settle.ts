import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import { CommittedRefusal } from '#database/transaction.ts'
import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { type Outcome, unchanged } from '#pipeline/outcome.ts'
import { Refusal } from '#policy/refusal.ts'
import { settleSession } from './settle-session.ts'

async function settle(
  { id, reference, type, ...event }: Body<Api['settleCardPayment']>,
  context: Context<'card-payment:settle'>,
): Promise<Outcome<Api['settleCardPayment']>> {
  if (type === 'payment.noted') return unchanged({})
  const settled = await settleSession(context, { ...event, type, eventId: id, taskId: reference })
  switch (settled.as) {
    case 'not-found':
    case 'move-not-allowed':
      throw new Refusal(settled.as)
    case 'payment-differs':
    case 'payment-after-visit':
      // The to-do stays.
      throw new CommittedRefusal(settled.as)
    case 'nothing':
      return unchanged({})
    default: {
      const { accountId, webUserId, task } = settled
      context.note({ event: 'changed', accountId, webUserId, taskId: task.taskId })
      return {}
    }
  }
}

export const settleHandlers: HandlersOf<'settleCardPayment'> = {
  settleCardPayment: ({ body }, context) => settle(body, context),
}
