import { randomUUID } from 'node:crypto'
import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { cancelHandlers } from './cancel.ts'
import { cardPayment, payableAccount, paymentsUnderWay } from './queries.ts'
import { receiptOf } from './receipt-of.ts'
import { recentPayment } from './recent-payment.ts'
import { outcomeOf, paymentProblem } from './rules.ts'
import { settleHandlers } from './settle.ts'
import { startHandlers } from './start.ts'

type Names =
  | 'readCardPaymentOptions'
  | 'readCardPayment'
  | 'startCardPayment'
  | 'cancelCardPayment'
  | 'settleCardPayment'

export const paymentsHandlers: HandlersOf<Names> = {
  ...startHandlers,
  ...cancelHandlers,
  ...settleHandlers,

  readCardPaymentOptions: async (_, { sql, grant, subject, installation }) => {
    const { accountId, webUserId } = grant
    const whose = { accountId, webUserId }
    const [account, underWay, recent] = await Promise.all([
      payableAccount.one(sql, { accountId }),
      paymentsUnderWay(sql, whose),
      recentPayment(sql, { ...whose, timeZone: installation.timeZone }),
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
      recentPayment: recent,
      may: answers(grant.actor, subject, 'card-payment:start'),
    }
  },

  readCardPayment: async ({ params: { taskId } }, { sql, grant, subject }) => {
    const row = await cardPayment.first(sql, { accountId: grant.accountId, taskId })
    if (!row) throw new Refusal('not-found')
    const { isPaid, createdAt, providerState, toldAt, declineReason, isPageOpen, refundedOn, ...payment } =
      row
    const outcome = outcomeOf({ state: payment.state, isPaid, isRefunded: refundedOn !== null })
    return {
      ...payment,
      startedAt: createdAt.toISOString(),
      outcome,
      providerSays: providerState && toldAt ? { state: providerState, toldAt: toldAt.toISOString() } : null,
      declineReason: outcome === 'declined' ? declineReason : null,
      isPageOpen: isPageOpen && providerState !== 'expired' && providerState !== 'closed',
      receipt: receiptOf({ ...payment, reversedOn: refundedOn }),
      may: answers(grant.actor, subject, 'card-payment:start'),
    }
  },
}
