import { type bankPayments, bankTermsVersion, mostDaysAhead } from '@porchlight/contract/bank-payments.ts'
import { attemptedBy, countAttempt } from '#features/attempts/index.ts'
import { usableBankAccount } from '#features/bank-accounts/index.ts'
import {
  askFirst,
  oneTimePayment,
  payableAccount,
  paymentByKey,
  paymentProblem,
} from '#features/payments/index.ts'
import type { Context, HandlerInput, HandlersOf } from '#pipeline/handler.ts'
import { changed, unchanged } from '#pipeline/outcome.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { createTask } from '#tasks/making/create-task.ts'
import { lockAccountPayments, orderPayment, plannedPayments, utilityDay } from './queries.ts'
import { addDays } from './rules.ts'

type Endpoints = typeof bankPayments.endpoints
type Asked = Omit<HandlerInput<Endpoints['makeBankPayment']>['body'], 'termsVersion' | 'idempotencyKey'>

/** New payments within a quarter of an hour, of one person. In a masquerade the CSR's are counted. */
const mostOfPerson = 40

/**
 * Refuses what cannot be paid, and asks before what is probably not meant: a day out of range, a bank account that cannot be used, an
 * amount far above the balance, a second payment of the same amount. Returns the account and the locked bank account.
 * @param taskId the payment that is changed, which is not a second one
 */
export async function checkPayment(
  { sql, grant, installation }: Context<'bank-payment:make' | 'bank-payment:change'>,
  asked: Asked,
  taskId: number | null,
) {
  const { accountId, webUserId } = grant
  if (!installation.bank) throw new Refusal('bank-payments-off')
  await lockAccountPayments(sql, { webUserId, accountId })
  const account = await payableAccount.one(sql, { accountId })
  const problem = paymentProblem(account)
  if (problem) throw new Refusal(problem)
  const { today } = await utilityDay.one(sql, { timeZone: installation.timeZone })
  if (asked.payOn < today) throw refuseField('payOn', 'date-in-past')
  if (asked.payOn > addDays(today, mostDaysAhead)) throw refuseField('payOn', 'date-too-late')
  const bankAccount = await usableBankAccount.first(sql, { webUserId, bankAccountId: asked.bankAccountId })
  if (!bankAccount) throw refuseField('bankAccountId', 'bank-account-not-usable')
  const planned = (await plannedPayments(sql, { webUserId, accountId })).find(
    (one) =>
      one.taskId !== taskId && one.amountCents === asked.amountCents && one.taskId !== asked.confirmedTaskId,
  )
  if (planned) throw new Refusal('payment-planned', { current: planned })
  await askFirst(sql, asked, installation, { accountId, webUserId, balanceCents: account.balanceCents })
  return { account, bankAccount, today }
}

export const makeHandlers: HandlersOf<'makeBankPayment'> = {
  makeBankPayment: async ({ body }, context) => {
    const { sql, grant, installation } = context
    const { accountId, webUserId, actor } = grant
    const { idempotencyKey: key, termsVersion, amountCents, payOn, bankAccountId } = body
    await lockAccountPayments(sql, { webUserId, accountId })
    const earlier = await paymentByKey.first(sql, { webUserId, key })
    if (earlier) {
      if (earlier.accountId !== accountId || earlier.amountCents !== amountCents)
        throw refuseField('amountCents', 'payment-form-used')
      return unchanged({ taskId: earlier.taskId })
    }
    if (termsVersion !== bankTermsVersion) throw refuseField('termsVersion', 'terms-changed')
    const { account, bankAccount } = await checkPayment(context, body, null)
    const who = `bank-payment ${attemptedBy(actor)}`
    if (!(await countAttempt(sql, grant, installation, who, mostOfPerson)))
      throw new Refusal('too-many-attempts')
    const { currency } = account
    const task = await createTask(context, {
      taskType: oneTimePayment,
      state: 'scheduled',
      scheduledOn: payOn,
      payload: { payBy: 'bank', bankAccount: bankAccount.maskedNumber, termsVersion },
      amount: { cents: amountCents, currency },
      idempotencyKey: key,
    })
    const { taskId } = task
    await orderPayment(sql, grant, { bankAccountId, taskId, amountCents, currency })
    return changed(task, { taskId })
  },
}
