import { command } from '#database/query.ts'
import type { ClaimBankTransfers, EndBankTransfer } from './queries.generated.ts'

/** The jobs that send transfers to the bank, each those of its own purpose. */
export type TransferSender = 'job:send-deposits' | 'job:make-bank-payments' | 'job:make-refunds'

/**
 * Claims waiting transfers of one purpose, each with the time of the next attempt if this one fails: after ten seconds, then twice as
 * long each time, at most every ten minutes. A payment or refund waits until its task is pending.
 */
export const claimBankTransfers = command<ClaimBankTransfers, TransferSender>(
  'claim-bank-transfers',
  `WITH due AS (
     SELECT x.bank_transfer_id FROM bank_transfers x JOIN self_service_tasks t USING (self_service_task_id)
     WHERE x.state = 'waiting' AND x.purpose = $purpose AND x.next_attempt_at <= current_instant()
       AND (x.purpose = 'deposit' OR t.state = 'pending')
     ORDER BY x.next_attempt_at LIMIT $most FOR UPDATE OF x SKIP LOCKED)
   UPDATE bank_transfers x
   SET attempts = x.attempts + 1,
     next_attempt_at = current_instant() + least(interval '10 seconds' * power(2, least(x.attempts, 20)), interval '10 minutes')
   FROM due, bank_accounts b
   WHERE x.bank_transfer_id = due.bank_transfer_id AND b.bank_account_id = x.bank_account_id
   RETURNING x.bank_transfer_id, x.self_service_task_id AS task_id, x.bank_account_id, x.amount_cents, x.currency,
     x.bank_key::text AS "bank_key!", x.attempts, b.kind, b.routing_number, b.number_encrypted`,
)

/** Notes the bank's answer, once. No row: another process has noted it. */
export const endBankTransfer = command<EndBankTransfer, TransferSender>(
  'end-bank-transfer',
  `UPDATE bank_transfers SET state = $state, bank_reference = $bankReference, bank_reason = $bankReason, ended_at = current_instant()
   WHERE bank_transfer_id = $bankTransferId AND state = 'waiting' RETURNING bank_transfer_id`,
)
