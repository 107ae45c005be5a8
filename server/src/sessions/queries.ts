import { publicCommand, query } from '#database/query.ts'
import type {
  OpenCustomerRequest,
  OpenDeskRequest,
  OpenMasqueradeRequest,
  ViewEnd,
  ViewEndByKey,
} from './queries.generated.ts'

// Row-level security sees the web user of the session that these two open, until the end of the transaction.
export const openCustomerRequest = publicCommand<OpenCustomerRequest>(
  'open-customer-request',
  `SELECT customer_session_id AS "customer_session_id!", web_user_id AS "web_user_id!", user_name AS "user_name!",
     email AS "email!", locale AS "locale!", person_id AS "person_id!", display_name,
     lacks_second_factor(web_user_id) AS "lacks_second_factor!",
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
     ends_at, is_stepped_up, switches, caller_grade, entitlement_grades, end_cause,
     CASE WHEN end_cause IS NULL THEN set_config('porchlight.session', encode($tokenHash::bytea, 'hex'), true) END AS seen_as,
     CASE WHEN $lazyCommit::boolean THEN set_config('synchronous_commit', 'off', true) END AS committed_lazily
   FROM open_masquerade_request($tokenHash::bytea, $hostMasqueradeId::text)`,
)

/** How a masquerade ended, for a tab that was open on it; no row while the masquerade is live. */
export const viewEndByKey = query<ViewEndByKey>(
  'view-end-by-key',
  `SELECT account_id AS "account_id!", end_cause AS "end_cause!", csr_locale AS "csr_locale!", ended_by, given_reason, return_url
   FROM view_end_by_key($masqueradeId::text, $key::bytea)`,
)

/** How a masquerade ended, for a browser that still holds its token. */
export const viewEnd = query<ViewEnd>(
  'view-end',
  `SELECT account_id AS "account_id!", csr_locale AS "csr_locale!", ended_by, given_reason, return_url
   FROM view_end($tokenHash::bytea, $hostMasqueradeId::text)`,
)
