import { randomUUID } from 'node:crypto'
import { programTerms } from '@porchlight/contract/programs.ts'
import { localeOf } from '@porchlight/contract/values.ts'
import type { Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import { record } from '#record/record.ts'
import { createSystemTask } from '#tasks/making/create-system-task.ts'
import { raiseToDo } from '#tasks/moving/raise-to-do.ts'
import { type JobWork, job } from '#worker/job.ts'
import { addMonths } from './calendar.ts'
import { ledgerOf, monthlyCentsOf, year } from './kinds/budget-billing.ts'
import type { BudgetsToSettle } from './queries.generated.ts'
import { askerOf, budgetsToSettle, renewBudget, settleBudget } from './queries.ts'
import { budgetBilling } from './task-types.ts'

type Tools = JobWork<'settle-budgets'>
type Settled = {
  accountId: number
  currency: string
  until: string
  trueUpCents: number
  billedCents: number
  /** The amount of the new year; null where there is none. */
  monthlyCents: number | null
}

/** Rows in one transaction. */
const most = 50

/** Makes the task that names the difference and the new amount, and the mail; both in the name of who asked for it last. */
async function tell(tools: Tools, sql: Sql, settled: Settled): Promise<number | null> {
  const { grant, installation } = tools
  const { accountId, currency, monthlyCents, until, billedCents, trueUpCents } = settled
  const asker = await askerOf.first(sql, { accountId, program: budgetBilling.name })
  if (!asker) return null
  const context = { sql, grant, installation }
  const task = await createSystemTask(context, {
    taskType: budgetBilling,
    state: 'done',
    originatingTaskId: asker.taskId,
    payload: {
      budgetBilling: { before: true, after: monthlyCents !== null },
      settled: { until, billedCents, trueUpCents },
    },
    ...(monthlyCents !== null && { amount: { cents: monthlyCents, currency } }),
    correlationId: randomUUID(),
    reason: 'true-up',
  })
  const { email, displayName, locale } = asker
  const to = { email, displayName: displayName ?? '', locale: localeOf(locale), isBySupport: false }
  const message = { template: 'budget-settled' as const, trueUpCents, monthlyCents, currency }
  await enqueueMessage(context, task, message, { accountId, to })
  return task.taskId
}

/** Settles one year and begins the next. Does nothing where somebody changed the enrollment since it was read. */
async function settle(tools: Tools, sql: Sql, row: BudgetsToSettle['row']): Promise<boolean> {
  const { grant, installation } = tools
  const { accountProgramId, accountId, version, currency } = row
  const agreed = programTerms['budget-billing'].safeParse(row.terms).data
  if (!agreed) return false
  const bills = row.bills as { billDate: string; chargesCents: number }[]
  const ledger = ledgerOf(bills, agreed.monthlyCents)
  const until = addMonths(row.startedOn, year)
  const terms = { ...agreed, settled: ledger }
  if (!(await settleBudget.first(sql, grant, { accountProgramId, version, terms, until }))) return false
  const monthlyCents = row.isClosed ? null : monthlyCentsOf(bills) || agreed.monthlyCents
  if (monthlyCents !== null) {
    const next = { monthlyCents }
    await renewBudget(sql, grant, { accountId, terms: next, until, newVersion: version + 2 })
  }
  const billedCents = bills.reduce((sum, { chargesCents }) => sum + chargesCents, 0)
  const { trueUpCents } = ledger
  const told = { accountId, currency, until, trueUpCents, billedCents, monthlyCents }
  const taskId = await tell(tools, sql, told)
  // Without a CIS that takes the task, a person puts the difference on the next bill.
  if (taskId === null || !installation.taskDelivery?.takes(budgetBilling.name))
    await raiseToDo(sql, grant, {
      role: 'payments',
      subject: 'budget-settled',
      priority: 3,
      accountId,
      taskId,
    })
  await record(sql, { kind: 'system' }, randomUUID(), [
    {
      event: 'changed',
      action: 'job:settle-budgets',
      accountId,
      ...(taskId !== null && { taskId }),
      details: { program: budgetBilling.name, trueUpCents, ...(monthlyCents !== null && { monthlyCents }) },
    },
  ])
  return true
}

/**
 * Settles budget billing at the end of its year, once: end, new year, task, mail, to-do and the line in the record commit together.
 */
export const settleBudgets = job({
  name: 'settle-budgets',
  everyMs: 30 * 60_000,
  run: async (tools) => {
    const { pool, installation, signal } = tools
    let settled = most
    while (settled === most && !signal.aborted)
      settled = await inTransaction(
        pool,
        (sql) => budgetsToSettle(sql, { timeZone: installation.timeZone, most }),
        async (sql, rows) => {
          let count = 0
          for (const row of rows) if (await settle(tools, sql, row)) count += 1
          return count
        },
      )
  },
})
