import { command, publicCommand, query } from '#database/query.ts'
import type { OpeningAction } from '#policy/opens-customer.ts'
import type {
  AppendRecord,
  CurrentTransaction,
  NoteOpening,
  OpenCustomerRequest,
  OpenDeskRequest,
  OpenMasqueradeRequest,
  RaiseAlert,
  SettleSearch,
  TransactionOutcome,
  ViewEnd,
  ViewEndByKey,
} from './queries.generated.ts'

// Row-level security sees the web user of the session that these two open, until the end of the transaction.
export const openCustomerRequest = publicCommand<OpenCustomerRequest>(
  'open-customer-request',
  `SELECT customer_session_id AS "customer_session_id!", web_user_id AS "web_user_id!", user_name AS "user_name!",
     email AS "email!", locale AS "locale!", person_id AS "person_id!", display_name,
     set_config('porchlight.session', encode($tokenHash::bytea, 'hex'), true) AS seen_as
   FROM open_customer_request($tokenHash::bytea)`,
)

export const openDeskRequest = publicCommand<OpenDeskRequest>(
  'open-desk-request',
  `SELECT desk_session_id AS "desk_session_id!", csr_id AS "csr_id!", display_name AS "display_name!",
     permissions AS "permissions!",
     CASE WHEN $lazyCommit::boolean THEN set_config('synchronous_commit', 'off', true) END AS committed_lazily
   FROM open_desk_request($tokenHash::bytea)`,
)

export const openMasqueradeRequest = publicCommand<OpenMasqueradeRequest>(
  'open-masquerade-request',
  `SELECT masquerade_id AS "masquerade_id!", csr_id AS "csr_id!", csr_display_name, permissions, desk_session_id,
     web_user_id AS "web_user_id!", user_name, email, locale, person_id, display_name, account_id AS "account_id!", mode,
     ends_at, is_stepped_up, switches, end_cause,
     CASE WHEN end_cause IS NULL THEN set_config('porchlight.session', encode($tokenHash::bytea, 'hex'), true) END AS seen_as,
     CASE WHEN $lazyCommit::boolean THEN set_config('synchronous_commit', 'off', true) END AS committed_lazily
   FROM open_masquerade_request($tokenHash::bytea, $hostMasqueradeId::text)`,
)

/** Writes the current search of this desk session into the record, because it led to a customer. */
export const settleSearch = command<SettleSearch, OpeningAction>(
  'settle-search',
  'SELECT settle_search($deskSessionId::bigint)',
)

/** Appends to the record. For the roles of the portal and the view, the session of the token's hash decides the actor. */
export const appendRecord = publicCommand<AppendRecord>(
  'append-record',
  'SELECT append_own_record($tokenHash::bytea, $entries::jsonb)',
)

/** Notes that a CSR opened something; writes the search that led to it. */
export const noteOpening = command<NoteOpening, OpeningAction>(
  'note-opening',
  'SELECT note_opening($csrId::text, $deskSessionId::bigint, $what::text, $id::bigint)',
)

export const raiseAlertRow = publicCommand<RaiseAlert>(
  'raise-alert',
  'SELECT raise_alert($entry::jsonb, $isOnceAnHour::boolean) AS "is_raised!"',
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

/** How a masquerade ended, for a tab that was open on it; no row while the masquerade is live. */
export const viewEndByKey = query<ViewEndByKey>(
  'view-end-by-key',
  `SELECT account_id AS "account_id!", end_cause AS "end_cause!", csr_locale AS "csr_locale!", ended_by
   FROM view_end_by_key($masqueradeId::text, $key::bytea)`,
)

/** How a masquerade ended, for a browser that still holds its token. */
export const viewEnd = query<ViewEnd>(
  'view-end',
  `SELECT account_id AS "account_id!", csr_locale AS "csr_locale!", ended_by
   FROM view_end($tokenHash::bytea, $hostMasqueradeId::text)`,
)
