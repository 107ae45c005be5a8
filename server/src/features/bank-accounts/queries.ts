import { command, query } from '#database/query.ts'
import type {
  BankAccountForChange,
  BankAccountOfAccount,
  BankAccountUses,
  CancelWaitingDeposits,
  ClearDefaultBankAccount,
  CountWrongDeposits,
  DepositsOf,
  HasDefaultBankAccount,
  InsertBankAccount,
  OrderDeposits,
  OwnBankAccounts,
  RefuseBankAccount,
  RemoveBankAccount,
  SameBankAccounts,
  UpdateBankAccount,
  UsableBankAccount,
  UsableBankAccounts,
  UsesOfBankAccounts,
  VerifyBankAccount,
} from './queries.generated.ts'

/** What adding a bank account depends on. */
export const bankAccountOfAccount = query<BankAccountOfAccount>(
  'bank-account-of-account',
  'SELECT currency, is_cash_only FROM accounts WHERE account_id = $accountId',
)

const state = 'bank_account_state(b.removed_at, b.bank_reason, b.verified_at, t.state)'

export const ownBankAccounts = query<OwnBankAccounts>(
  'own-bank-accounts',
  `SELECT b.bank_account_id, b.version, b.masked_number, b.kind, b.nickname, b.is_default, ${state} AS "state!", b.bank_reason,
     b.added_at, b.wrong_tries, t.expires_at AS verify_before,
     (SELECT count(*) FROM bank_transfers x WHERE x.bank_account_id = b.bank_account_id AND x.purpose = 'deposit'
       AND x.state = 'accepted') = 2 AS "are_deposits_sent!"
   FROM bank_accounts b JOIN self_service_tasks t USING (self_service_task_id)
   WHERE b.web_user_id = $webUserId AND b.removed_at IS NULL
   ORDER BY b.is_default DESC, b.bank_account_id`,
)

export const usesOfBankAccounts = query<UsesOfBankAccounts>(
  'uses-of-bank-accounts',
  `SELECT bank_account_id AS "bank_account_id!", use AS "use!", account_id AS "account_id!", scheduled_on AS "on"
   FROM bank_account_uses WHERE account_id IS NOT NULL AND bank_account_id = ANY ($bankAccountIds)
   ORDER BY scheduled_on NULLS FIRST, account_id LIMIT 200`,
)

/** Those of the web user that can be paid from, the default one first. */
export const usableBankAccounts = query<UsableBankAccounts>(
  'usable-bank-accounts',
  `SELECT bank_account_id, masked_number, kind, nickname, is_default FROM bank_accounts
   WHERE web_user_id = $webUserId AND verified_at IS NOT NULL AND removed_at IS NULL AND bank_reason IS NULL
   ORDER BY is_default DESC, bank_account_id`,
)

/** One of the web user that can be paid from, locked, so that a payment from it and its removal wait for each other. */
export const usableBankAccount = query<UsableBankAccount>(
  'usable-bank-account',
  `SELECT masked_number FROM bank_accounts
   WHERE bank_account_id = $bankAccountId AND web_user_id = $webUserId AND verified_at IS NOT NULL AND removed_at IS NULL
     AND bank_reason IS NULL FOR UPDATE`,
)

/** Locks the bank account, so that a payment from it and its removal wait for each other. */
export const bankAccountForChange = query<BankAccountForChange>(
  'bank-account-for-change',
  `SELECT b.version, b.masked_number, b.nickname, b.is_default, b.wrong_tries, b.self_service_task_id AS task_id,
     ${state} AS "state!"
   FROM bank_accounts b JOIN self_service_tasks t USING (self_service_task_id)
   WHERE b.bank_account_id = $bankAccountId AND b.web_user_id = $webUserId AND b.removed_at IS NULL
   FOR UPDATE OF b`,
)

/** The web user's bank accounts, those of the same number by its keyed hashes among them. */
export const sameBankAccounts = query<SameBankAccounts>(
  'same-bank-accounts',
  `SELECT count(*)::integer AS "all!", is_own_bank_account($hashes::bytea[]) AS "is_known!",
     count(*) FILTER (WHERE t.state = 'awaiting-verification')::integer AS "waiting!"
   FROM bank_accounts b JOIN self_service_tasks t USING (self_service_task_id)
   WHERE b.web_user_id = $webUserId AND b.removed_at IS NULL`,
)

export const insertBankAccount = command<InsertBankAccount, 'bank-account:add'>(
  'insert-bank-account',
  `INSERT INTO bank_accounts (web_user_id, self_service_task_id, kind, routing_number, number_encrypted, number_hash, masked_number,
     nickname, added_at)
   VALUES ($webUserId, $taskId, $kind, $routingNumber, $numberEncrypted, $numberHash, $maskedNumber, $nickname, current_instant())
   RETURNING bank_account_id`,
)

/** Orders the two deposits. The worker sends them. */
export const orderDeposits = command<OrderDeposits, 'bank-account:add'>(
  'order-deposits',
  `INSERT INTO bank_transfers (purpose, bank_account_id, self_service_task_id, part, amount_cents, currency, next_attempt_at)
   SELECT 'deposit', $bankAccountId, $taskId, d.part, d.cents, $currency, current_instant()
   FROM unnest($cents::bigint[]) WITH ORDINALITY AS d (cents, part)`,
)

/** The amounts of the deposits that the bank has taken. */
export const depositsOf = query<DepositsOf>(
  'deposits-of',
  `SELECT amount_cents FROM bank_transfers
   WHERE bank_account_id = $bankAccountId AND purpose = 'deposit' AND state = 'accepted'`,
)

export const countWrongDeposits = command<CountWrongDeposits, 'bank-account:verify'>(
  'count-wrong-deposits',
  `UPDATE bank_accounts SET wrong_tries = wrong_tries + 1
   WHERE bank_account_id = $bankAccountId RETURNING wrong_tries`,
)

export const hasDefaultBankAccount = query<HasDefaultBankAccount>(
  'has-default-bank-account',
  'SELECT EXISTS (SELECT 1 FROM bank_accounts WHERE web_user_id = $webUserId AND is_default) AS "is_there!"',
)

export const verifyBankAccount = command<VerifyBankAccount, 'bank-account:verify'>(
  'verify-bank-account',
  `UPDATE bank_accounts SET verified_at = current_instant(), is_default = $isDefault, version = version + (is_default <> $isDefault)::integer
   WHERE bank_account_id = $bankAccountId`,
)

export const clearDefaultBankAccount = command<ClearDefaultBankAccount, 'bank-account:change'>(
  'clear-default-bank-account',
  `UPDATE bank_accounts SET is_default = false, version = version + 1
   WHERE web_user_id = $webUserId AND is_default AND bank_account_id <> $bankAccountId`,
)

export const updateBankAccount = command<UpdateBankAccount, 'bank-account:change'>(
  'update-bank-account',
  `UPDATE bank_accounts SET nickname = $nickname, is_default = $isDefault, version = version + 1
   WHERE bank_account_id = $bankAccountId RETURNING version`,
)

export const bankAccountUses = query<BankAccountUses>(
  'bank-account-uses',
  'SELECT use AS "use!" FROM bank_account_uses WHERE bank_account_id = $bankAccountId LIMIT 1',
)

/** Deletes the number too: nothing is paid with it any more. */
export const removeBankAccount = command<RemoveBankAccount, 'bank-account:remove'>(
  'remove-bank-account',
  `UPDATE bank_accounts SET removed_at = current_instant(), number_encrypted = NULL, number_hash = NULL, is_default = false,
     version = version + 1
   WHERE bank_account_id = $bankAccountId`,
)

export const cancelWaitingDeposits = command<CancelWaitingDeposits, 'bank-account:remove'>(
  'cancel-waiting-deposits',
  `UPDATE bank_transfers SET state = 'canceled', ended_at = current_instant()
   WHERE bank_account_id = $bankAccountId AND purpose = 'deposit' AND state = 'waiting'`,
)

export const refuseBankAccount = command<RefuseBankAccount, 'job:send-deposits'>(
  'refuse-bank-account',
  `UPDATE bank_accounts SET bank_reason = $reason, is_default = false, version = version + is_default::integer
   WHERE bank_account_id = $bankAccountId AND removed_at IS NULL`,
)
