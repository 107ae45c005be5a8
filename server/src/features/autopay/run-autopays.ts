import { randomUUID } from 'node:crypto'
import { localeOf } from '@porchlight/contract/values.ts'
import type { Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import { enqueueMessage, type Message } from '#features/messages/index.ts'
import { oneTimePayment, payerOf } from '#features/payments/index.ts'
import { record } from '#record/record.ts'
import { createSystemTask } from '#tasks/making/create-system-task.ts'
import { type JobWork, job } from '#worker/job.ts'
import { usualOf } from './handlers.ts'
import {
  billsToPlan,
  dueRuns,
  endAutopay,
  endOverAutopays,
  insertRun,
  orderRun,
  orderRunPayment,
  switchAutopayOff,
  underWay,
} from './queries.ts'
import { amountDue, asksFirst, payOnOf } from './rules.ts'

type Tools = JobWork<'run-autopays'>
type Of = { accountId: number; webUserId: number; taskId: number }

/** Rows in one transaction. */
const most = 50

async function tell({ grant, installation }: Tools, sql: Sql, of: Of, message: Message): Promise<void> {
  const { email, displayName, locale } = await payerOf.one(sql, of)
  const to = { email, displayName: displayName ?? '', locale: localeOf(locale), isBySupport: false }
  const task = { taskId: of.taskId }
  await enqueueMessage({ sql, grant, installation }, task, message, { accountId: of.accountId, to })
}

const noteChange = (
  sql: Sql,
  of: Omit<Of, 'taskId'>,
  details: Record<string, string | number>,
  taskId?: number,
) =>
  record(sql, { kind: 'system' }, randomUUID(), [
    { event: 'changed', action: 'job:run-autopays', ...of, details, ...(taskId !== undefined && { taskId }) },
  ])

/** Ends the autopays that cannot go on, and tells their customers. Returns how many. */
const endOver = (tools: Tools) =>
  inTransaction(
    tools.pool,
    (sql) => endOverAutopays(sql, { most }),
    async (sql, over) => {
      const { grant } = tools
      for (const { autopayId, accountId, webUserId, taskId, why } of over) {
        await endAutopay(sql, grant, { autopayId, why })
        await switchAutopayOff(sql, grant, { accountId })
        await noteChange(sql, { accountId, webUserId }, { autopay: autopayId, endedBy: why })
        await tell(
          tools,
          sql,
          { accountId, webUserId, taskId },
          { template: 'autopay-ended', why: why as 'source' },
        )
      }
      return over.length
    },
  )

/** Plans the payment of new bills, or holds it and asks. Returns how many. */
const planBills = (tools: Tools) =>
  inTransaction(
    tools.pool,
    (sql) => billsToPlan(sql, { timeZone: tools.installation.timeZone, most }),
    async (sql, bills) => {
      for (const bill of bills) {
        const { autopayId, billId, accountId, webUserId, taskId, amountCents, currency, today } = bill
        const payOn = payOnOf(bill, bill.dayOfMonth, today)
        const isHeld = asksFirst(amountCents, bill.limitCents, await usualOf(sql, accountId))
        const state = isHeld ? 'held' : 'planned'
        const run = { autopayId, accountId, billId, payOn, amountCents, state }
        if (!(await insertRun.first(sql, tools.grant, run))) continue
        const template = isHeld ? ('autopay-held' as const) : ('autopay-planned' as const)
        const ending = bill.maskedNumber.slice(-4)
        await tell(
          tools,
          sql,
          { accountId, webUserId, taskId },
          { template, amountCents, currency, payOn, ending },
        )
        await noteChange(sql, { accountId, webUserId }, { autopay: autopayId, bill: billId, state })
      }
      return bills.length
    },
  )

/** Makes the payments whose day has come, each in the name of the request that began autopay. Returns how many. */
const payDue = (tools: Tools) =>
  inTransaction(
    tools.pool,
    (sql) => dueRuns(sql, { timeZone: tools.installation.timeZone, most }),
    async (sql, runs) => {
      const { grant, installation } = tools
      for (const run of runs) {
        const { autopayRunId, accountId, webUserId, bankAccountId, currency, today } = run
        const { cents } = await underWay.one(sql, { accountId })
        const amountCents = amountDue(run.amountCents, run.balanceCents, cents)
        if (amountCents === 0) {
          const nothing = {
            autopayRunId,
            amountCents: run.amountCents,
            state: 'nothing',
            paymentTaskId: null,
          }
          await orderRun(sql, grant, nothing)
          await noteChange(sql, { accountId, webUserId }, { autopayRun: autopayRunId, state: 'nothing' })
          continue
        }
        const { taskId } = await createSystemTask(
          { sql, grant, installation },
          {
            taskType: oneTimePayment,
            state: 'scheduled',
            scheduledOn: today,
            originatingTaskId: run.taskId,
            payload: { payBy: 'bank', bankAccount: run.maskedNumber, termsVersion: run.termsVersion },
            amount: { cents: amountCents, currency },
            correlationId: randomUUID(),
            idempotencyKey: `autopay ${autopayRunId}`,
            reason: 'autopay',
          },
        )
        await orderRunPayment(sql, grant, { bankAccountId, taskId, amountCents, currency })
        await orderRun(sql, grant, { autopayRunId, amountCents, state: 'ordered', paymentTaskId: taskId })
        await noteChange(
          sql,
          { accountId, webUserId },
          { autopayRun: autopayRunId, state: 'ordered' },
          taskId,
        )
      }
      return runs.length
    },
  )

/**
 * Does what autopay does about each bill: plans it when the bill is there, pays it on its day, ends what cannot go on. Each step commits
 * with its row, so that a crash neither loses nor repeats a payment.
 */
export const runAutopays = job({
  name: 'run-autopays',
  everyMs: 5 * 60_000,
  run: async (tools) => {
    for (const step of [endOver, planBills, payDue])
      while (!tools.signal.aborted && (await step(tools)) === most);
  },
})
