import { randomUUID } from 'node:crypto'
import { localeOf } from '@porchlight/contract/values.ts'
import type { Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import { sendTransfers } from '#features/bank-accounts/index.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import { payerOf, reversePayment } from '#features/payments/index.ts'
import { PaymentFailure } from '#integrations/payment/payment-page.ts'
import { record } from '#record/record.ts'
import { finishTask } from '#tasks/moving/finish-task.ts'
import { holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { moveTask } from '#tasks/moving/move-task.ts'
import { raiseToDo } from '#tasks/moving/raise-to-do.ts'
import { type JobWork, job } from '#worker/job.ts'
import type { ClaimCardRefunds } from './queries.generated.ts'
import { claimCardRefunds, endRefund, orderBankRefunds, refundToEnd } from './queries.ts'
import { paymentRefund } from './task-types.ts'

type Tools = JobWork<'make-refunds'>
type Answered = { state: 'made'; reference: string } | { state: 'refused'; because: string }

const most = 50

/** Failed attempts after which staff are told that the provider does not take a refund. */
const attemptsUntilToDo = 8

/** Does what the provider or the bank answered, once: the balance has the payment again, and its payer is told. */
async function settle(tools: Tools, sql: Sql, taskId: number, answer: Answered): Promise<void> {
  const { grant, installation } = tools
  const context = { sql, grant, installation }
  const held = await holdTask(sql, taskId)
  const isMade = answer.state === 'made'
  const noted = await endRefund.first(sql, grant, {
    taskId,
    state: answer.state,
    reference: isMade ? answer.reference : null,
    because: isMade ? null : answer.because,
  })
  const refund = await refundToEnd.first(sql, { taskId })
  if (!noted || !refund || !held) return
  const { paymentId } = noted
  const { accountId, webUserId, amountCents, currency, cause, paidWith } = refund
  if (!isHeldIn(held, paymentRefund, 'pending')) return
  const correlationId = randomUUID()
  const details = { paymentId, answer: answer.state }
  if (!isMade) {
    await moveTask(context, held, 'error', {
      actor: 'system',
      reason: answer.because,
      failure: answer.because,
    })
  } else if (refund.isReversed) {
    // The bank took the payment back while it gave the refund: the customer has the money twice.
    const subject = 'payment-returned-after-refund'
    await raiseToDo(sql, grant, { role: 'payments', subject, priority: 1, accountId, taskId })
    await moveTask(context, held, 'error', { actor: 'system', reason: subject, failure: subject })
  } else {
    const by = { kind: 'refunded' as const, reason: cause, taskId }
    const { balanceCents } = await reversePayment(context, { paymentId, accountId, amountCents }, by)
    const task = await finishTask(context, held, { actor: 'system', reason: '' })
    const { email, displayName, locale } = await payerOf.one(sql, { webUserId, accountId })
    const to = { email, displayName: displayName ?? '', locale: localeOf(locale), isBySupport: true }
    const money = { amountCents, balanceCents, currency, paidWith: paidWith ?? '', cause }
    await enqueueMessage(context, task, { template: 'payment-refunded', ...money }, { accountId, to })
  }
  await record(sql, { kind: 'system' }, correlationId, [
    { event: 'changed', action: 'job:make-refunds', taskId, accountId, webUserId, details },
  ])
}

/** Asks the provider for one refund. A crash at any step loses nothing and doubles nothing: the provider gives back once per key. */
async function refundCard(tools: Tools, claimed: ClaimCardRefunds['row']): Promise<void> {
  const { installation, pool, grant } = tools
  const { taskId, refundKey, attempts, sessionId, amountCents, currency } = claimed
  try {
    const given = await installation.paymentPage.refund({
      sessionId,
      amountCents,
      currency,
      idempotencyKey: refundKey,
    })
    // Somebody gave it back at the provider: the customer has the money, and the books say so.
    const outcome: Answered =
      given.state === 'accepted'
        ? { state: 'made', reference: given.reference }
        : given.reason === 'already-refunded'
          ? { state: 'made', reference: given.reason }
          : { state: 'refused', because: given.reason }
    await inTransaction(
      pool,
      async () => undefined,
      (sql) => settle(tools, sql, taskId, outcome),
    )
  } catch (err) {
    const level = err instanceof PaymentFailure ? 'warn' : 'error'
    installation.log[level]({ err, taskId }, 'a refund waits for the card provider')
    if (attempts !== attemptsUntilToDo) return
    const subject = 'card-provider-takes-no-refund'
    await raiseToDo(pool, grant, { role: 'payments', subject, priority: 2, accountId: null, taskId })
  }
}

/** Gives back the payments whose refund is approved, to the card at the provider, or to the bank account. */
export const makeRefunds = job({
  name: 'make-refunds',
  everyMs: 15_000,
  channel: 'payment_refunds',
  run: async (tools) => {
    const { pool, grant, installation, signal } = tools
    while (!signal.aborted) {
      const claimed = await claimCardRefunds(pool, grant, { most })
      for (const refund of claimed) await refundCard(tools, refund)
      if (claimed.length < most) break
    }
    await orderBankRefunds(pool, grant, {})
    await sendTransfers({
      ...tools,
      purpose: 'refund',
      description: `${installation.utilityName} refund`.slice(0, 80),
      settle: (sql, { taskId }, answer) =>
        settle(
          tools,
          sql,
          taskId,
          answer.state === 'accepted'
            ? { state: 'made', reference: answer.bankReference }
            : { state: 'refused', because: answer.reason },
        ),
    })
  },
})
