import { type autopay, autopayRunStates, autopayTermsVersion } from '@porchlight/contract/autopay.ts'
import type { Sql } from '#database/sql.ts'
import { usableBankAccount, usableBankAccounts } from '#features/bank-accounts/index.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import { usualCents, usualPayments } from '#features/payments/index.ts'
import type { Context, HandlerInput, HandlersOf } from '#pipeline/handler.ts'
import { changed, unchanged } from '#pipeline/outcome.ts'
import { answers } from '#policy/decide.ts'
import { Refusal, refuseField, refuseStale } from '#policy/refusal.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import {
  accountForAutopay,
  autopayRuns,
  changeAutopay,
  decideRun,
  insertAutopay,
  newestAutopay,
  stopAutopay,
  switchAutopay,
  unpaidBill,
} from './queries.ts'
import { asksAbove } from './rules.ts'
import { autopayChange, autopayEnrol, autopayStop } from './task-types.ts'

type Endpoints = typeof autopay.endpoints
type Chosen = HandlerInput<Endpoints['changeAutopay']>['body']
type Newest = Awaited<ReturnType<typeof newestAutopay.first>>

/** Returns the usual amount of an account's payments; null where there are too few. Integer cents. */
export const usualOf = async (sql: Sql, accountId: number): Promise<number | null> =>
  usualCents((await usualPayments(sql, { accountId })).map(({ amountCents }) => amountCents))

const drawnOn = (dayOfMonth: number | null): string => (dayOfMonth === null ? 'due-date' : String(dayOfMonth))

/** What of an autopay a customer chooses, to compare. */
const choicesOf = (row: { bankAccountId: number; dayOfMonth: number | null; limitCents: number | null }) => ({
  bankAccountId: row.bankAccountId,
  dayOfMonth: row.dayOfMonth,
  limitCents: row.limitCents,
})
const isSame = (row: Parameters<typeof choicesOf>[0], body: Chosen) =>
  JSON.stringify(choicesOf(row)) === JSON.stringify(choicesOf(body))

/** Refuses what cannot be set up. Returns the account and the locked bank account of the customer. */
async function check({ sql, grant, installation }: Context<'autopay:change'>, body: Chosen) {
  const { accountId, webUserId } = grant
  if (!installation.bank) throw new Refusal('bank-payments-off')
  if (body.termsVersion !== autopayTermsVersion) throw refuseField('termsVersion', 'terms-changed')
  const account = await accountForAutopay.one(sql, { accountId, timeZone: installation.timeZone })
  if (account.isCashOnly) throw new Refusal('cash-only')
  if (account.isClosed) throw refuseField('bankAccountId', 'account-closed')
  const bankAccount = await usableBankAccount.first(sql, { webUserId, bankAccountId: body.bankAccountId })
  if (!bankAccount) throw refuseField('bankAccountId', 'bank-account-not-usable')
  return { account, ...bankAccount }
}

const stale = (body: Chosen, row: Newest) =>
  refuseStale(choicesOf(body), row?.isActive ? choicesOf(row) : {}, row?.version ?? 0)

export const autopayHandlers: HandlersOf<
  'readAutopay' | 'enrollAutopay' | 'changeAutopay' | 'stopAutopay' | 'decideAutopayRun'
> = {
  readAutopay: async (_, { sql, grant, subject, installation }) => {
    const { accountId, webUserId } = grant
    const [account, newest, bill, runs, usual, bankAccounts] = await Promise.all([
      accountForAutopay.one(sql, { accountId, timeZone: installation.timeZone }),
      newestAutopay.first(sql, { accountId }),
      unpaidBill.first(sql, { accountId }),
      autopayRuns(sql, { accountId }),
      usualOf(sql, accountId),
      usableBankAccounts(sql, { webUserId }),
    ])
    const current = newest?.isActive ? newest : null
    const isOwn = current?.webUserId === webUserId
    const ended = newest && !newest.isActive && newest.endedBy !== 'stopped' ? newest.endedBy : null
    return {
      accountId,
      currency: account.currency,
      state: current ? 'here' : account.isAutopay ? 'elsewhere' : 'off',
      problem: account.isCashOnly
        ? 'cash-only'
        : account.isClosed
          ? 'account-closed'
          : installation.bank
            ? null
            : 'bank-payments-off',
      current: current && {
        bankAccountId: isOwn ? current.bankAccountId : null,
        bankAccount: current.maskedNumber,
        dayOfMonth: current.dayOfMonth,
        limitCents: current.limitCents,
        startedOn: current.startedOn,
        pausedBecause: current.pausedBecause,
        isOwn,
      },
      endedBy: ended as 'bank-account' | 'unlinked' | 'source' | 'closed' | null,
      version: newest?.version ?? 0,
      bankAccounts: bankAccounts.map(({ isDefault: _, ...one }) => one),
      nextBill: bill ?? null,
      runs: runs.map(({ state, ...run }) => ({
        ...run,
        state: autopayRunStates.find((one) => one === state) ?? 'skipped',
      })),
      asksAboveCents: asksAbove(current?.limitCents ?? null, usual),
      today: account.today,
      termsVersion: autopayTermsVersion,
      may: answers(grant.actor, subject, 'autopay:change', 'autopay:stop', 'autopay:decide'),
    }
  },

  enrollAutopay: async ({ body }, context) => {
    const { sql, grant } = context
    const { accountId } = grant
    const { account, maskedNumber } = await check(context, body)
    const newest = await newestAutopay.first(sql, { accountId })
    if (newest?.isActive && newest.webUserId === grant.webUserId && isSame(newest, body))
      return unchanged({ taskId: null, version: newest.version })
    if (newest?.isActive || (newest?.version ?? 0) !== body.version) throw stale(body, newest)
    const task = await createDoneTask(context, {
      taskType: autopayEnrol,
      payload: { bankAccount: maskedNumber, drawn: drawnOn(body.dayOfMonth) },
    })
    const { taskId } = task
    const saved = await insertAutopay.first(sql, grant, {
      ...choicesOf(body),
      maskedNumber,
      termsVersion: body.termsVersion,
      taskId,
      today: account.today,
      newVersion: body.version + 1,
    })
    if (!saved) throw stale(body, await newestAutopay.first(sql, { accountId }))
    await switchAutopay(sql, grant, { isOn: true })
    const message = {
      template: 'autopay-changed' as const,
      change: 'on' as const,
      ending: maskedNumber.slice(-4),
    }
    await enqueueMessage(context, task, message)
    return changed(task, { taskId, version: saved.version })
  },

  changeAutopay: async ({ body }, context) => {
    const { sql, grant } = context
    const { accountId } = grant
    const { maskedNumber } = await check(context, body)
    const newest = await newestAutopay.first(sql, { accountId })
    if (!newest?.isActive) throw stale(body, newest)
    if (newest.webUserId !== grant.webUserId) throw new Refusal('autopay-of-another')
    const isPaused = newest.pausedBecause !== null
    if (isSame(newest, body) && !isPaused) return unchanged({ taskId: null, version: newest.version })
    const saved = await changeAutopay.first(sql, grant, {
      ...choicesOf(body),
      maskedNumber,
      termsVersion: body.termsVersion,
      version: body.version,
    })
    if (!saved) throw stale(body, newest)
    const task = await createDoneTask(context, {
      taskType: autopayChange,
      payload: {
        bankAccount: { before: newest.maskedNumber, after: maskedNumber },
        drawn: { before: drawnOn(newest.dayOfMonth), after: drawnOn(body.dayOfMonth) },
        ...(isPaused && { autopayPaused: { before: true, after: false } }),
      },
    })
    const ending = maskedNumber.slice(-4)
    await enqueueMessage(context, task, { template: 'autopay-changed', change: 'changed', ending })
    return changed(task, { taskId: task.taskId, version: saved.version })
  },

  stopAutopay: async ({ body: { version } }, context) => {
    const { sql, grant, installation } = context
    const { accountId } = grant
    const account = await accountForAutopay.one(sql, { accountId, timeZone: installation.timeZone })
    const newest = await newestAutopay.first(sql, { accountId })
    const now = newest?.version ?? 0
    if (!newest?.isActive && !account.isAutopay) return unchanged({ taskId: null, version: now })
    if (version !== now) throw refuseStale({ version }, { version: now }, now)
    const saved = newest?.isActive ? await stopAutopay.first(sql, grant, { version }) : { version: now }
    if (!saved) throw refuseStale({ version }, { version: now }, now)
    await switchAutopay(sql, grant, { isOn: false })
    const task = await createDoneTask(context, {
      taskType: autopayStop,
      payload: { autopay: { before: true, after: false } },
    })
    const ending = newest?.isActive ? newest.maskedNumber.slice(-4) : ''
    await enqueueMessage(context, task, { template: 'autopay-changed', change: 'off', ending })
    return changed(task, { taskId: task.taskId, version: saved.version })
  },

  decideAutopayRun: async ({ body: { decision } }, context) => {
    const { sql, grant, note } = context
    const done = await decideRun.first(sql, grant, { isPaid: decision === 'pay' })
    if (!done) throw new Refusal('already-done')
    const { state, billId, amountCents, currency } = done
    const task = await createDoneTask(context, {
      taskType: autopayChange,
      payload: { bill: decision === 'pay' ? 'paid' : 'left-out' },
      amount: { cents: amountCents, currency },
    })
    note({
      event: 'changed',
      accountId: grant.accountId,
      taskId: task.taskId,
      details: { autopayRun: grant.autopayRunId, decision, bill: billId, cents: amountCents },
    })
    return changed(task, { state: state === 'planned' ? ('planned' as const) : ('skipped' as const) })
  },
}
