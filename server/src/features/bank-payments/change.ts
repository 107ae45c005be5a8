import { oneTimePayment } from '#features/payments/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { customerOf } from '#policy/actor.ts'
import { Refusal, refuseStale } from '#policy/refusal.ts'
import { holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { moveTask } from '#tasks/moving/move-task.ts'
import { checkPayment } from './make.ts'
import { bankPayment, changePlannedPayment, changePlannedTransfer } from './queries.ts'

export const changeHandlers: HandlersOf<'changeBankPayment' | 'cancelBankPayment'> = {
  changeBankPayment: async ({ body: { version, ...asked } }, context) => {
    const { sql, grant } = context
    const { taskId, accountId } = grant
    const held = await holdTask(sql, taskId)
    const before = await bankPayment.first(sql, { taskId, accountId })
    if (!held || !before) throw new Refusal('not-found')
    if (!isHeldIn(held, oneTimePayment, 'scheduled')) throw new Refusal('payment-over')
    if (held.version !== version) {
      const { amountCents, payOn, bankAccountId } = asked
      const theirs = {
        amountCents: before.amountCents,
        payOn: before.payOn,
        bankAccountId: before.bankAccountId,
      }
      throw refuseStale({ amountCents, payOn, bankAccountId }, theirs, held.version)
    }
    const { bankAccount } = await checkPayment(context, asked, taskId)
    const { amountCents, payOn, bankAccountId } = asked
    await changePlannedPayment(sql, grant, { amountCents, bankAccount: bankAccount.maskedNumber })
    await changePlannedTransfer(sql, grant, { amountCents, bankAccountId })
    const actor = customerOf(grant.actor).userName
    const task = await moveTask(context, held, 'scheduled', { actor, reason: '', scheduledOn: payOn })
    return changed(task, { taskId, version: version + 1 })
  },

  cancelBankPayment: async ({ body: { version } }, context) => {
    const { sql, grant } = context
    const { taskId, accountId } = grant
    const held = await holdTask(sql, taskId)
    if (!held || !(await bankPayment.first(sql, { taskId, accountId }))) throw new Refusal('not-found')
    // Its day has come in the meantime, or it was canceled in another tab. Its own page shows the outcome.
    if (!isHeldIn(held, oneTimePayment, 'scheduled')) throw new Refusal('payment-over')
    if (held.version !== version) throw new Refusal('version-conflict', { version: held.version })
    const actor = customerOf(grant.actor).userName
    const task = await moveTask(context, held, 'discarded', { actor, reason: 'the payer canceled it' })
    return changed(task, { taskId })
  },
}
