import type { CurrentTransaction, PlanEachTime, PlanOnce, TransactionOutcome } from './queries.generated.ts'
import { query } from './query.ts'

/**
 * For searches, ahead of their queries in the same transaction: terms that are left out fold away only in a plan made for the
 * values at hand. Without this, PostgreSQL would soon keep one plan for all of them, and read whole tables.
 */
export const planEachTime = query<PlanEachTime>(
  'plan-each-time',
  `SELECT set_config('plan_cache_mode', 'force_custom_plan', true)`,
)

/**
 * The opposite, for the rest of the transaction: plans statements whose plan does not depend on their values once per
 * connection. Otherwise PostgreSQL may plan each execution, which takes longer than the statement.
 */
export const planOnce = query<PlanOnce>(
  'plan-once',
  `SELECT set_config('plan_cache_mode', 'force_generic_plan', true) AS mode`,
)

/** The id of the current transaction; null while it has written nothing. */
export const currentTransaction = query<CurrentTransaction>(
  'current-transaction',
  'SELECT pg_current_xact_id_if_assigned()::text AS transaction_id',
)

/** The outcome of a transaction, and whether the record has its line. */
export const transactionOutcome = query<TransactionOutcome>(
  'transaction-outcome',
  `SELECT pg_xact_status($transactionId::text::xid8) AS state, is_recorded($correlationId::uuid) AS "is_recorded!"`,
)
