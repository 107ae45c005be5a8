import type { Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import { openValue } from '#encryption/sealed-value.ts'
import { type Bank, BankFailure, type TransferAnswer } from '#integrations/bank/bank.ts'
import type { Grant } from '#policy/grant.ts'
import { raiseToDo } from '#tasks/moving/raise-to-do.ts'
import type { JobTools } from '#worker/job.ts'
import type { ClaimBankTransfers } from './queries.generated.ts'
import { claimBankTransfers, endBankTransfer, type TransferSender } from './queries.ts'

export type SentTransfer = Omit<ClaimBankTransfers['row'], 'numberEncrypted'>

type Sending = JobTools & {
  grant: Grant<TransferSender>
  purpose: 'deposit' | 'payment' | 'refund'
  /** What the customer reads on the bank statement. */
  description: string
  /** Does what the bank's answer means, in the transaction that notes it. It runs once per transfer. */
  settle(sql: Sql, transfer: SentTransfer, answer: TransferAnswer): Promise<void>
}

const numberGone: TransferAnswer = { state: 'refused', reason: 'account-closed' }

const most = 50

/** Failed attempts after which staff are told that the bank does not take a transfer. */
const attemptsUntilToDo = 8

/**
 * Sends the waiting transfers of one purpose to the bank. A crash at any step loses nothing and doubles nothing: the bank makes one
 * transfer per key, and its answer is noted once.
 */
export async function sendTransfers(sending: Sending): Promise<void> {
  const { pool, installation, grant, signal, purpose } = sending
  const { bank } = installation
  if (!bank) return
  while (!signal.aborted) {
    const claimed = await claimBankTransfers(pool, grant, { purpose, most })
    for (const transfer of claimed) await sendOne(sending, bank, transfer)
    if (claimed.length < most) return
  }
}

async function sendOne(sending: Sending, bank: Bank, claimed: ClaimBankTransfers['row']): Promise<void> {
  const { numberEncrypted, ...transfer } = claimed
  const { installation, description, purpose } = sending
  const { bankTransferId, amountCents, currency, bankKey, kind, routingNumber } = transfer
  const order = (sealed: Uint8Array) =>
    bank.transfer({
      key: bankKey,
      direction: purpose === 'payment' ? 'debit' : 'credit',
      routingNumber,
      accountNumber: openValue(installation.readableKeys, sealed),
      kind: kind === 'savings' ? 'savings' : 'checking',
      amountCents,
      currency,
      description,
    })
  try {
    // Without a number (its person is erased) nothing can be ordered.
    await note(sending, transfer, numberEncrypted ? await order(numberEncrypted) : numberGone)
  } catch (err) {
    const level = err instanceof BankFailure ? 'warn' : 'error'
    installation.log[level]({ err, bankTransferId }, 'a transfer waits for the bank')
    if (transfer.attempts === attemptsUntilToDo) await tellStaff(sending, transfer)
  }
}

const note = ({ pool, grant, settle }: Sending, transfer: SentTransfer, answer: TransferAnswer) =>
  inTransaction(
    pool,
    (sql) =>
      endBankTransfer.first(sql, grant, {
        bankTransferId: transfer.bankTransferId,
        state: answer.state,
        bankReference: answer.state === 'accepted' ? answer.bankReference : null,
        bankReason: answer.state === 'refused' ? answer.reason : null,
      }),
    async (sql, noted) => {
      if (noted) await settle(sql, transfer, answer)
    },
  )

const tellStaff = ({ pool, grant }: Sending, { taskId }: SentTransfer) =>
  raiseToDo(pool, grant, {
    role: 'payments',
    subject: 'bank-takes-no-transfer',
    priority: 2,
    accountId: null,
    taskId,
  })
