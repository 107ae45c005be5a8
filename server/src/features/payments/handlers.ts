import { randomUUID } from 'node:crypto'
import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal } from '#pipeline/refusal.ts'
import { answers } from '#policy/decide.ts'
import { cardPayment, payableAccount, paymentsUnderWay } from './queries.ts'
import { outcomeOf, paymentProblem } from './rules.ts'
import { settleHandlers } from './settle.ts'
import { startHandlers } from './start.ts'

type Names = 'readCardPaymentOptions' | 'readCardPayment' | 'startCardPayment' | 'settleCardPayment'

export const paymentsHandlers: HandlersOf<Names> = {
  ...startHandlers,
  ...settleHandlers,

  readCardPaymentOptions: async ({ params: { accountId } }, { sql, grant, subject }) => {
    const [account, underWay] = await Promise.all([
      payableAccount.one(sql, { accountId }),
      paymentsUnderWay(sql, { accountId }),
    ])
    const { balanceCents, currency } = account
    return {
      accountId,
      balanceCents,
      currency,
      problem: paymentProblem(account),
      idempotencyKey: randomUUID(),
      underWay: underWay.map(({ createdAt, ...payment }) => ({
        ...payment,
        startedAt: createdAt.toISOString(),
      })),
      may: answers(grant.actor, subject, 'card-payment:start'),
    }
  },

  readCardPayment: async ({ params: { accountId, taskId } }, { sql, installation: { timeZone } }) => {
    const found = await cardPayment.first(sql, { accountId, taskId, timeZone })
    if (!found) throw new Refusal('not-found')
    const { isPaid, ...payment } = found
    return { ...payment, outcome: outcomeOf({ state: payment.state, isPaid }) }
  },
}
