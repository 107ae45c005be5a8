import { settings } from '@porchlight/contract/settings.ts'
import type { Sql } from '#database/sql.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { createTask } from '#tasks/making/create-task.ts'
import { askForRefund, lockRefunds, refundablePayments, refundLimit } from './queries.ts'
import { refundProblem } from './rules.ts'
import { paymentRefund } from './task-types.ts'

/** Returns the amount above which a second person approves, in cents. */
const readLimit = async (sql: Sql): Promise<number> =>
  (await refundLimit.one(sql, {})).aboveCents ?? settings['refunds.approval-above-cents'].default

export const refundHandlers: HandlersOf<'listRefundable' | 'refundPayment'> = {
  listRefundable: async (_, { sql, grant, subject }) => {
    const { accountId } = grant
    const [payments, fourEyesAboveCents] = await Promise.all([
      refundablePayments(sql, { accountId, paymentId: null }),
      readLimit(sql),
    ])
    return {
      payments: payments.map((payment) => ({
        paymentId: payment.paymentId,
        receivedOn: payment.receivedOn,
        amountCents: payment.amountCents,
        currency: payment.currency,
        tender: payment.tender,
        paidWith: payment.paidWith,
        refundTaskId: payment.refundTaskId,
        problem: refundProblem(payment),
      })),
      fourEyesAboveCents,
      may: answers(grant.actor, subject, 'payment:refund'),
    }
  },

  refundPayment: async ({ body: { paymentId, cause, reason } }, context) => {
    const { sql, grant } = context
    const { accountId } = grant
    await lockRefunds(sql, { accountId })
    const payment = await refundablePayments.first(sql, { accountId, paymentId })
    if (!payment) throw new Refusal('not-found')
    const problem = refundProblem(payment)
    const { amountCents, currency, paidWith, taskId: paidBy, webUserId } = payment
    if (problem !== null || paidBy === null || webUserId === null)
      throw new Refusal('payment-not-refundable', { current: { problem: problem ?? 'not-electronic' } })
    const needsApproval = amountCents > (await readLimit(sql))
    const task = await createTask(context, {
      taskType: paymentRefund,
      state: needsApproval ? 'awaiting-approval' : 'pending',
      onBehalfOf: webUserId,
      originatingTaskId: paidBy,
      payload: { ...(paidWith !== null && { paidWith }), refundCause: cause },
      amount: { cents: amountCents, currency },
    })
    const { taskId } = task
    await askForRefund(sql, grant, { taskId, paymentId })
    context.note({
      event: 'changed',
      accountId,
      webUserId,
      taskId,
      details: { paymentId, reason, needsApproval },
    })
    return changed(task, { taskId, needsApproval })
  },
}
