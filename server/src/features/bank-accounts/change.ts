import { enqueueMessage } from '#features/messages/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { changed, unchanged } from '#pipeline/outcome.ts'
import { customerOf } from '#policy/actor.ts'
import { changesNothing, Refusal, refuseField, refuseStale } from '#policy/refusal.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import { holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { moveTask } from '#tasks/moving/move-task.ts'
import {
  bankAccountForChange,
  bankAccountUses,
  cancelWaitingDeposits,
  clearDefaultBankAccount,
  removeBankAccount,
  updateBankAccount,
} from './queries.ts'
import { bankAccountAdd, bankAccountChange, bankAccountRemove } from './task-types.ts'

export const changeHandlers: HandlersOf<'changeBankAccount' | 'removeBankAccount'> = {
  changeBankAccount: async ({ body: { version, ...asked } }, context) => {
    const { sql, grant } = context
    const { bankAccountId, webUserId } = grant
    const before = await bankAccountForChange.first(sql, { bankAccountId, webUserId })
    if (!before) throw new Refusal('not-found')
    const { nickname, isDefault, maskedNumber } = before
    const was = { nickname, isDefault }
    if (changesNothing(asked, was)) return unchanged({ taskId: null, version: before.version })
    if (before.version !== version) throw refuseStale(asked, was, before.version)
    if (asked.isDefault && before.state !== 'verified')
      throw refuseField('isDefault', 'bank-account-not-verified')
    if (asked.isDefault) await clearDefaultBankAccount(sql, grant)
    const saved = await updateBankAccount.one(sql, grant, asked)
    const task = await createDoneTask(context, {
      taskType: bankAccountChange,
      payload: {
        bankAccount: maskedNumber,
        ...(asked.nickname !== nickname && { nickname: { before: nickname, after: asked.nickname } }),
        ...(asked.isDefault !== isDefault && { isDefault: { before: isDefault, after: asked.isDefault } }),
      },
    })
    return changed(task, { taskId: task.taskId, version: saved.version })
  },

  removeBankAccount: async (_, context) => {
    const { sql, grant } = context
    const { bankAccountId, webUserId } = grant
    const bankAccount = await bankAccountForChange.first(sql, { bankAccountId, webUserId })
    if (!bankAccount) throw new Refusal('not-found')
    if (await bankAccountUses.first(sql, { bankAccountId })) throw new Refusal('bank-account-in-use')
    const { maskedNumber, taskId: addedBy } = bankAccount
    const held = await holdTask(sql, addedBy)
    if (held && isHeldIn(held, bankAccountAdd, 'awaiting-verification'))
      await moveTask(context, held, 'discarded', {
        actor: customerOf(grant.actor).userName,
        reason: 'the bank account was removed',
      })
    await cancelWaitingDeposits(sql, grant)
    await removeBankAccount(sql, grant)
    const task = await createDoneTask(context, {
      taskType: bankAccountRemove,
      payload: { bankAccount: maskedNumber },
    })
    await enqueueMessage(context, task, { template: 'bank-account-removed', ending: maskedNumber.slice(-4) })
    return changed(task, { taskId: task.taskId })
  },
}
