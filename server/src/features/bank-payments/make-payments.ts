import { randomUUID } from 'node:crypto'
import { localeOf } from '@porchlight/contract/values.ts'
import type { Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import { pauseAutopayOf } from '#features/autopay/index.ts'
import { type SentTransfer, sendTransfers } from '#features/bank-accounts/index.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import { bookPayment, oneTimePayment, payerOf } from '#features/payments/index.ts'
import type { BankReason, TransferAnswer } from '#integrations/bank/bank.ts'
import type { TaskProof } from '#pipeline/outcome.ts'
import { record } from '#record/record.ts'
import { createSystemTask } from '#tasks/making/create-system-task.ts'
import { finishTask } from '#tasks/moving/finish-task.ts'
import { type HeldTask, holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { moveTask } from '#tasks/moving/move-task.ts'
import { type JobWork, job } from '#worker/job.ts'
import { bankPaymentToSettle, closeBankAccount, dueBankPayments } from './queries.ts'

type Tools = JobWork<'make-bank-payments'>
type Payment = NonNullable<Awaited<ReturnType<typeof bankPaymentToSettle.first>>>

const most = 50

/** Reasons after which nothing more is paid from the bank account. */
export const isForGood = (reason: BankReason): boolean =>
  reason !== 'insufficient-funds' && reason !== 'stopped'

const noteChange = (sql: Sql, taskId: number, of: { accountId: number; webUserId: number }, to: string) =>
  record(sql, { kind: 'system' }, randomUUID(), [
    { event: 'changed', action: 'job:make-bank-payments', taskId, ...of, details: { to } },
  ])

/** Tells the payer in plain words that nothing was paid. */
async function tellRefused(
  { grant, installation }: Tools,
  sql: Sql,
  task: TaskProof,
  of: Payment,
  money: { amountCents: number; currency: string },
  reason: string,
): Promise<void> {
  const payer = await payerOf.one(sql, { webUserId: of.webUserId, accountId: of.accountId })
  const { email, displayName, locale } = payer
  const isBySupport = of.actorKind === 'masquerade'
  const to = { email, displayName: displayName ?? '', locale: localeOf(locale), isBySupport }
  const message = { template: 'bank-payment-refused' as const, ...money, bankReason: reason }
  await enqueueMessage({ sql, grant, installation }, task, message, { accountId: of.accountId, to })
}

/** Takes up the payments whose day has come. One from a bank account that cannot be used any more is rejected. */
async function beginDue(tools: Tools): Promise<number> {
  const { pool, grant, installation } = tools
  const { timeZone } = installation
  return inTransaction(
    pool,
    (sql) => dueBankPayments(sql, { timeZone, most }),
    async (sql, due) => {
      for (const { taskId, isUsable, isCashOnly, accountId, webUserId } of due) {
        const held = await holdTask(sql, taskId)
        if (!held || !isHeldIn(held, oneTimePayment, 'scheduled')) continue
        const context = { sql, grant, installation }
        const reason = isCashOnly ? 'cash-only' : isUsable ? null : 'account-closed'
        const to = reason === null ? 'pending' : 'rejected'
        const details = { actor: 'system', reason: reason ?? '', neverExpires: true }
        const task = await moveTask(context, held, to, details)
        await noteChange(sql, taskId, { accountId, webUserId }, to)
        const payment = reason === null ? undefined : await bankPaymentToSettle.first(sql, { taskId })
        const { amountCents, currency } = held
        if (payment && reason !== null && amountCents !== null && currency !== null)
          await tellRefused(tools, sql, task, payment, { amountCents, currency }, reason)
      }
      return due.length
    },
  )
}

/** The task by which an accepted payment is booked: its own, or where that is final another one that names it. */
function completed(tools: Tools, sql: Sql, held: HeldTask, transfer: SentTransfer): Promise<TaskProof> {
  const { grant, installation } = tools
  const context = { sql, grant, installation }
  if (isHeldIn(held, oneTimePayment, 'pending'))
    return finishTask(context, held, { actor: 'bank', reason: '' })
  return createSystemTask(context, {
    taskType: oneTimePayment,
    state: 'done',
    originatingTaskId: held.taskId,
    payload: { payBy: 'bank' },
    amount: { cents: transfer.amountCents, currency: transfer.currency },
    correlationId: randomUUID(),
    reason: `paid after task ${held.taskId} was over`,
  })
}

/** Does what the bank said: books the payment, or rejects its task and says why. */
async function settle(tools: Tools, sql: Sql, transfer: SentTransfer, answer: TransferAnswer): Promise<void> {
  const { grant, installation } = tools
  const { taskId, bankAccountId, amountCents, currency } = transfer
  const held = await holdTask(sql, taskId)
  const payment = await bankPaymentToSettle.first(sql, { taskId })
  if (!held || !payment) return
  const { accountId, webUserId, actorKind } = payment
  const money = { amountCents, currency }
  if (answer.state === 'accepted') {
    const booked = await completed(tools, sql, held, transfer)
    const isBySupport = actorKind === 'masquerade'
    const of = { accountId, webUserId, isBySupport, tender: 'bank' as const, paidWith: payment.bankAccount }
    await bookPayment({ sql, grant, installation }, of, booked, money)
    await noteChange(sql, booked.taskId, { accountId, webUserId }, 'completed')
    return
  }
  const { reason } = answer
  if (isForGood(reason)) await closeBankAccount(sql, grant, { bankAccountId, reason })
  if (!isHeldIn(held, oneTimePayment, 'pending')) return
  const task = await moveTask({ sql, grant, installation }, held, 'rejected', { actor: 'bank', reason })
  await tellRefused(tools, sql, task, payment, money, reason)
  await noteChange(sql, taskId, { accountId, webUserId }, 'rejected')
  await pauseAutopayOf(tools, sql, { paymentTaskId: taskId, reason })
}

/** Makes the scheduled payments on their day, by the utility's calendar. */
export const makeBankPayments = job({
  name: 'make-bank-payments',
  everyMs: 15_000,
  channel: 'bank_transfers',
  run: async (tools) => {
    while (!tools.signal.aborted && (await beginDue(tools)) === most);
    await sendTransfers({
      ...tools,
      purpose: 'payment',
      description: `${tools.installation.utilityName} payment`.slice(0, 80),
      settle: (sql, transfer, answer) => settle(tools, sql, transfer, answer),
    })
  },
})
