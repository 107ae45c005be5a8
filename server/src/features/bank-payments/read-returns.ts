import { randomUUID } from 'node:crypto'
import { localeOf } from '@porchlight/contract/values.ts'
import type { Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import { pauseAutopayOf } from '#features/autopay/index.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import { payerOf, reversePayment } from '#features/payments/index.ts'
import { BankFailure, type BankReturn } from '#integrations/bank/bank.ts'
import { record } from '#record/record.ts'
import { createSystemTask } from '#tasks/making/create-system-task.ts'
import { raiseToDo } from '#tasks/moving/raise-to-do.ts'
import { type JobWork, job } from '#worker/job.ts'
import { isForGood } from './make-payments.ts'
import {
  bankPaymentToSettle,
  bankReturnPosition,
  closeBankAccount,
  moveReturnPosition,
  returnTransfer,
  transferOfKey,
} from './queries.ts'
import { paymentReversal } from './task-types.ts'

type Tools = JobWork<'read-bank-returns'>

/** Returns whether the order of a returned transfer still waits for the bank's answer. */
const isUnanswered = async (sql: Sql, { key }: BankReturn): Promise<boolean> =>
  (await transferOfKey.first(sql, { key }))?.state === 'waiting'

/** The customer has the money twice, or not at all: a person decides. */
async function tellOfRefund({ grant }: Tools, sql: Sql, taskId: number, subject: string): Promise<void> {
  const about = await bankPaymentToSettle.first(sql, { taskId })
  const accountId = about?.accountId ?? null
  await raiseToDo(sql, grant, { role: 'payments', subject, priority: 1, accountId, taskId })
}

/** Takes one payment back: the balance has it again, a new task names the one that paid, and payer and staff are told. */
async function takeBack(tools: Tools, sql: Sql, { key, reason }: BankReturn): Promise<void> {
  const { grant, installation } = tools
  const transfer = await transferOfKey.first(sql, { key })
  if (!transfer) return
  const { bankTransferId, bankAccountId, purpose, paymentId, bookedBy, amountCents, currency } = transfer
  if (!(await returnTransfer.first(sql, grant, { bankTransferId, reason }))) return
  if (purpose === 'deposit' || isForGood(reason))
    await closeBankAccount(sql, grant, { bankAccountId, reason })
  if (purpose === 'refund') return tellOfRefund(tools, sql, transfer.taskId, 'refund-returned')
  if (purpose !== 'payment' || paymentId === null || bookedBy === null) return
  if (transfer.isReversed) return tellOfRefund(tools, sql, transfer.taskId, 'payment-returned-after-refund')
  const payment = await bankPaymentToSettle.first(sql, { taskId: bookedBy })
  if (!payment) return
  const { accountId, webUserId, bankAccount } = payment
  const context = { sql, grant, installation }
  const task = await createSystemTask(context, {
    taskType: paymentReversal,
    state: 'done',
    originatingTaskId: bookedBy,
    payload: { ...(bankAccount !== null && { bankAccount }), bankReason: reason },
    amount: { cents: amountCents, currency },
    correlationId: randomUUID(),
    reason,
  })
  const { taskId } = task
  const { balanceCents } = await reversePayment(
    context,
    { paymentId, accountId, amountCents },
    { kind: 'returned', reason, taskId },
  )
  const { email, displayName, locale } = await payerOf.one(sql, { webUserId, accountId })
  const isBySupport = payment.actorKind === 'masquerade'
  const to = { email, displayName: displayName ?? '', locale: localeOf(locale), isBySupport }
  const message = {
    template: 'bank-payment-returned' as const,
    amountCents,
    currency,
    balanceCents,
    bankReason: reason,
  }
  await enqueueMessage(context, task, message, { accountId, to })
  await raiseToDo(sql, grant, {
    role: 'payments',
    subject: 'payment-returned',
    priority: 3,
    accountId,
    taskId,
  })
  await pauseAutopayOf(tools, sql, { paymentTaskId: transfer.taskId, reason })
  await record(sql, { kind: 'system' }, randomUUID(), [
    { event: 'changed', action: 'job:read-bank-returns', taskId, accountId, webUserId, details: { reason } },
  ])
}

/**
 * Reads the bank's list of transfers that it took back. Position and effects are committed together, so that a crash neither loses
 * nor repeats a return.
 */
export const readBankReturns = job({
  name: 'read-bank-returns',
  everyMs: 60_000,
  run: async (tools) => {
    const { pool, installation, grant, signal } = tools
    const { bank, log } = installation
    while (bank && !signal.aborted) {
      const [position] = await bankReturnPosition(pool, {})
      const returns = await bank.returns(position?.position ?? 0).catch((err: unknown) => {
        if (!(err instanceof BankFailure)) throw err
        log.warn({ err }, 'the bank does not tell its returned transfers')
        return []
      })
      if (returns.length === 0) return
      const hasMoved = await inTransaction(
        pool,
        (sql) => bankReturnPosition.one(sql, {}),
        async (sql, { position: done }) => {
          let last = done
          for (const one of returns.filter(({ position }) => position > done)) {
            // The bank took back what we have not noted as made: its answer is on its way, or was lost in a crash.
            if (await isUnanswered(sql, one)) break
            await takeBack(tools, sql, one)
            last = one.position
          }
          if (last > done) await moveReturnPosition(sql, grant, { position: last })
          return last > done
        },
      )
      if (!hasMoved) return
    }
  },
})
