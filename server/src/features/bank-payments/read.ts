import { randomUUID } from 'node:crypto'
import { bankTermsVersion, mostDaysAhead } from '@porchlight/contract/bank-payments.ts'
import { usableBankAccounts } from '#features/bank-accounts/index.ts'
import { payableAccount, paymentProblem, receiptOf, recentPayment } from '#features/payments/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { bankPayment, plannedPayments, utilityDay } from './queries.ts'
import { addDays, bankingDayFrom, bankOutcomeOf } from './rules.ts'

export const readHandlers: HandlersOf<'readBankPaymentOptions' | 'readBankPayment'> = {
  readBankPaymentOptions: async (_, { sql, grant, subject, installation }) => {
    const { accountId, webUserId } = grant
    const whose = { accountId, webUserId }
    const { timeZone, bank } = installation
    const [account, bankAccounts, planned, recent, { today }] = await Promise.all([
      payableAccount.one(sql, { accountId }),
      usableBankAccounts(sql, { webUserId }),
      plannedPayments(sql, whose),
      recentPayment(sql, { ...whose, timeZone }),
      utilityDay.one(sql, { timeZone }),
    ])
    const { balanceCents, currency } = account
    return {
      accountId,
      balanceCents,
      currency,
      problem: paymentProblem(account) ?? (bank ? null : 'bank-payments-off'),
      bankAccounts: bankAccounts.map(({ isDefault: _default, ...bankAccount }) => bankAccount),
      today,
      latestDay: addDays(today, mostDaysAhead),
      termsVersion: bankTermsVersion,
      idempotencyKey: randomUUID(),
      recentPayment: recent,
      scheduled: planned,
      may: answers(grant.actor, subject, 'bank-payment:make', 'bank-payment:cancel'),
    }
  },

  readBankPayment: async ({ params: { taskId } }, { sql, grant, subject, installation }) => {
    const { accountId, webUserId } = grant
    const [row, bankAccounts, { today }] = await Promise.all([
      bankPayment.first(sql, { accountId, taskId }),
      usableBankAccounts(sql, { webUserId }),
      utilityDay.one(sql, { timeZone: installation.timeZone }),
    ])
    if (!row) throw new Refusal('not-found')
    const { isPaid, reversal, createdAt, paidAt, paymentId, paidWith, reversedOn, ...payment } = row
    const paidFrom = paidWith ?? payment.bankAccount
    return {
      ...payment,
      outcome: bankOutcomeOf({ state: payment.state, isPaid, reversal }),
      takenOn: bankingDayFrom(payment.payOn),
      bankAccounts: bankAccounts.map(({ isDefault: _default, ...bankAccount }) => bankAccount),
      today,
      latestDay: addDays(today, mostDaysAhead),
      startedAt: createdAt.toISOString(),
      paidAt: isPaid ? (paidAt?.toISOString() ?? null) : null,
      receipt: receiptOf({ paymentId, paidAt, paidWith: paidFrom, reversedOn }),
      may: answers(grant.actor, subject, 'bank-payment:change', 'bank-payment:cancel'),
    }
  },
}
