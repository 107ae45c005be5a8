import { mostWrongDeposits } from '@porchlight/contract/bank-accounts.ts'
import { CommittedRefusal } from '#database/transaction.ts'
import { sealValue } from '#encryption/sealed-value.ts'
import { attemptedBy, countAttempt } from '#features/attempts/index.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { customerOf } from '#policy/actor.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { createTask } from '#tasks/making/create-task.ts'
import { finishTask } from '#tasks/moving/finish-task.ts'
import { holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { moveTask } from '#tasks/moving/move-task.ts'
import { bankAccountHash } from './bank-account-hash.ts'
import { changeHandlers } from './change.ts'
import { listHandlers } from './list.ts'
import { maskedAccount } from './masked-account.ts'
import {
  bankAccountForChange,
  bankAccountOfAccount,
  countWrongDeposits,
  depositsOf,
  hasDefaultBankAccount,
  insertBankAccount,
  orderDeposits,
  sameBankAccounts,
  verifyBankAccount,
} from './queries.ts'
import { areTheDeposits, drawDeposits, mostBankAccounts, mostWaiting } from './rules.ts'
import { bankAccountAdd } from './task-types.ts'

type Names =
  | 'listBankAccounts'
  | 'addBankAccount'
  | 'verifyBankAccount'
  | 'changeBankAccount'
  | 'removeBankAccount'

/** Most bank accounts that one person adds within a quarter of an hour. In a masquerade the CSR's are counted. */
const mostAdded = 5

async function refuseTooMany(
  { sql, grant, installation }: Context<'bank-account:add'>,
  hashes: readonly Uint8Array[],
): Promise<void> {
  const { webUserId, actor } = grant
  const { all, isKnown, waiting } = await sameBankAccounts.one(sql, { webUserId, hashes: [...hashes] })
  if (isKnown) throw refuseField('bankAccountNumber', 'bank-account-known')
  if (all >= mostBankAccounts || waiting >= mostWaiting) throw new Refusal('too-many-bank-accounts')
  const who = `bank-account ${attemptedBy(actor)}`
  if (!(await countAttempt(sql, grant, installation, who, mostAdded))) throw new Refusal('too-many-attempts')
}

export const bankAccountsHandlers: HandlersOf<Names> = {
  ...listHandlers,
  ...changeHandlers,

  addBankAccount: async ({ body }, context) => {
    const { sql, grant, installation } = context
    const { accountId, webUserId } = grant
    const { routingNumber, bankAccountNumber: number, repeatedNumber, kind, nickname } = body
    if (!installation.bank) throw new Refusal('bank-payments-off')
    const { isCashOnly, currency } = await bankAccountOfAccount.one(sql, { accountId })
    if (isCashOnly) throw new Refusal('cash-only')
    if (repeatedNumber.replace(/[\s\p{Pd}]/gu, '') !== number)
      throw refuseField('repeatedNumber', 'bank-numbers-differ')
    const hashes = installation.readableKeys.map((key) => bankAccountHash(key, routingNumber, number))
    await refuseTooMany(context, hashes)
    const maskedNumber = maskedAccount(number)
    const task = await createTask(context, {
      taskType: bankAccountAdd,
      state: 'awaiting-verification',
      payload: { bankAccount: maskedNumber, kind },
    })
    const { taskId } = task
    const { bankAccountId } = await insertBankAccount.one(sql, grant, {
      ...{ taskId, kind, routingNumber, maskedNumber, nickname },
      numberEncrypted: sealValue(installation.encryptionKey, number),
      numberHash: bankAccountHash(installation.encryptionKey, routingNumber, number),
    })
    await orderDeposits(sql, grant, { bankAccountId, taskId, currency, cents: drawDeposits() })
    await enqueueMessage(context, task, { template: 'bank-account-added', ending: number.slice(-4) })
    context.note({ event: 'changed', accountId, webUserId, taskId })
    return changed(task, { taskId, bankAccountId })
  },

  verifyBankAccount: async ({ body: { firstCents, secondCents } }, context) => {
    const { sql, grant } = context
    const { bankAccountId, webUserId } = grant
    const bankAccount = await bankAccountForChange.first(sql, { bankAccountId, webUserId })
    if (!bankAccount) throw new Refusal('not-found')
    if (bankAccount.state !== 'waiting') throw new Refusal('bank-account-not-waiting')
    const held = await holdTask(sql, bankAccount.taskId)
    if (!held || !isHeldIn(held, bankAccountAdd, 'awaiting-verification'))
      throw new Refusal('bank-account-not-waiting')
    const sent = await depositsOf(sql, { bankAccountId })
    if (sent.length < 2) throw new Refusal('deposits-not-sent')
    const actor = customerOf(grant.actor).userName
    const cents = sent.map(({ amountCents }) => amountCents)
    if (!areTheDeposits([firstCents, secondCents], cents)) {
      const { wrongTries } = await countWrongDeposits.one(sql, grant)
      if (wrongTries >= mostWrongDeposits)
        await moveTask(context, held, 'rejected', { actor, reason: 'wrong-deposits' })
      throw new CommittedRefusal('invalid-field', {
        fields: [{ field: 'firstCents', reason: 'deposits-differ' }],
      })
    }
    const { isThere } = await hasDefaultBankAccount.one(sql, { webUserId })
    await verifyBankAccount(sql, grant, { isDefault: !isThere })
    const task = await finishTask(context, held, { actor, reason: '' })
    return changed(task, { taskId: task.taskId })
  },
}
