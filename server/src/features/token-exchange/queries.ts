import { command, query } from '#database/query.ts'
import type {
  ClaimKeyFetch,
  CloseExchange,
  CsrOfIssuer,
  CsrsToMap,
  DeleteOldExchanges,
  DeleteOldIssuerSessions,
  EndIssuerSession,
  EndLostIssuerSessions,
  ExchangeFor,
  InsertExchange,
  InsertIssuer,
  InsertIssuerVersion,
  IssuerByName,
  IssuerSubjects,
  IssuersForStaff,
  IssuerVersions,
  LiveSessionsOfIssuer,
  LockIssuer,
  MapIssuerSubject,
  MasqueradesOfSession,
  NewCodeForExchange,
  NextIssuerVersion,
  NoteIssuerUse,
  OpenIssuerSession,
  PendingExchange,
  RememberEndedSession,
  StoreKeys,
  TakeAssertion,
  UnmapIssuerSubject,
  UpdateIssuer,
  WebUserNamed,
} from './queries.generated.ts'

/** An issuer that is active now, with its keys; `now` is the database's clock. */
export const issuerByName = query<IssuerByName>(
  'issuer-by-name',
  `SELECT issuer_key, audience, key_address, pasted_keys, algorithms, return_urls, context_names, fetched_keys,
     COALESCE(keys_fetched_at > current_instant() - interval '10 minutes', false) AS "is_fresh!",
     COALESCE(keys_fetched_at > current_instant() - interval '1 hour', false) AS "is_usable!",
     current_instant() AS "now!"
   FROM trusted_issuers WHERE issuer = $issuer AND active_from <= current_instant() AND active_to > current_instant()`,
)

/** Claims the fetch of an issuer's keys, for all processes: a row at most every 30 seconds. */
export const claimKeyFetch = command<ClaimKeyFetch, 'masquerade:exchange' | 'issuer-session:end'>(
  'claim-key-fetch',
  `UPDATE trusted_issuers SET keys_asked_at = current_instant()
   WHERE issuer_key = $issuerKey AND (keys_asked_at IS NULL OR keys_asked_at < current_instant() - interval '30 seconds')
   RETURNING issuer_key`,
)

export const storeKeys = command<
  StoreKeys,
  'masquerade:exchange' | 'issuer-session:end' | 'trusted-issuer:change'
>(
  'store-keys',
  `UPDATE trusted_issuers SET fetched_keys = $keys::text::jsonb, keys_fetched_at = current_instant()
   WHERE issuer_key = $issuerKey AND key_address = $keyAddress`,
)

/** Returns no row for a token that was used before. Deletes tokens that are too old to be accepted. */
export const takeAssertion = command<TakeAssertion, 'masquerade:exchange' | 'issuer-session:end'>(
  'take-assertion',
  `WITH forgotten AS (DELETE FROM used_assertions WHERE expires_at < current_instant() AND assertion_hash <> $assertionHash)
   INSERT INTO used_assertions (assertion_hash, expires_at) VALUES ($assertionHash, $expiresAt)
   ON CONFLICT DO NOTHING RETURNING expires_at`,
)

export const deleteOldIssuerSessions = command<DeleteOldIssuerSessions, 'job:delete-old-rows'>(
  'delete-old-issuer-sessions',
  `DELETE FROM ended_issuer_sessions WHERE ended_at < current_instant() - interval '30 days'`,
)

/** Returns the CSR of an issuer's subject. */
export const csrOfIssuer = query<CsrOfIssuer>(
  'csr-of-issuer',
  `SELECT u.csr_id, u.display_name, permissions_of(u.csr_id) AS "permissions!",
     second_factor_required(u.csr_id) AS "is_second_factor_required!"
   FROM trusted_issuer_subjects t JOIN csr_users u USING (csr_id)
   WHERE t.issuer_key = $issuerKey AND t.subject = $subject AND u.is_active`,
)

export const openIssuerSession = command<OpenIssuerSession, 'masquerade:exchange'>(
  'open-issuer-session',
  `SELECT open_issuer_session($issuerKey::text, $sessionHash::bytea, $ofCsrId::text, $secondFactorAt::timestamptz, $seconds::integer,
     $ip::inet) AS desk_session_id`,
)

export const noteIssuerUse = command<NoteIssuerUse, 'masquerade:exchange'>(
  'note-issuer-use',
  'UPDATE trusted_issuers SET last_used_at = current_instant() WHERE issuer_key = $issuerKey',
)

/** The web user with a user name: upper and lower case are the same. */
export const webUserNamed = query<WebUserNamed>(
  'web-user-named',
  'SELECT (SELECT web_user_id FROM web_users WHERE lower(user_name) = lower($userName)) AS web_user_id',
)

/** The masquerade that the same CSR asked for and has not confirmed. */
export const exchangeFor = query<ExchangeFor>(
  'exchange-for',
  `SELECT masquerade_id FROM token_exchanges
   WHERE csr_id = $csrId AND desk_session_id = $deskSessionId AND web_user_id = $webUserId AND account_id = $accountId
     AND purpose_kind = $purposeKind AND purpose_reference = $purposeReference AND closed_at IS NULL AND code_used_at IS NULL
     AND created_at > current_instant() - interval '1 hour'`,
)

export const insertExchange = command<InsertExchange, 'masquerade:start'>(
  'insert-exchange',
  `INSERT INTO token_exchanges (masquerade_id, issuer_key, csr_id, desk_session_id, web_user_id, account_id, purpose_kind,
     purpose_reference, context, return_url, locale, ip_address, created_at, code_hash, code_expires_at)
   VALUES ($newId, $issuerKey, $csrId, $deskSessionId, $webUserId, $accountId, $purposeKind, $purposeReference,
     $context::text::jsonb, $returnUrl, $locale, $ip::inet, current_instant(), $codeHash, current_instant() + interval '15 seconds')`,
)

/** Another code for a masquerade that nobody has arrived at; the previous one becomes invalid. */
export const newCodeForExchange = command<NewCodeForExchange, 'masquerade:start'>(
  'new-code-for-exchange',
  `UPDATE token_exchanges SET code_hash = $codeHash, code_expires_at = current_instant() + interval '15 seconds',
     context = $context::text::jsonb, return_url = $returnUrl, locale = $locale
   WHERE masquerade_id = $ofId AND closed_at IS NULL AND code_used_at IS NULL`,
)

/** The masquerade that this browser may confirm, with its CSR as they are now. `standing` says whether it still can be. */
export const pendingExchange = query<PendingExchange>(
  'pending-exchange',
  `SELECT x.masquerade_id, x.csr_id, u.display_name, x.desk_session_id, permissions_of(x.csr_id) AS "permissions!", x.web_user_id,
     x.account_id, x.purpose_kind, x.purpose_reference, x.return_url, x.locale, x.issuer_key, i.display_name AS issuer_name,
     x.pending_until AS "pending_until!",
     CASE WHEN x.closed_at IS NOT NULL THEN x.closed_as
       WHEN x.pending_until <= current_instant() THEN 'late'
       WHEN NOT u.is_active OR s.ended_at IS NOT NULL OR s.expires_at <= current_instant()
         OR NOT (s.second_factor_at IS NOT NULL OR NOT second_factor_required(x.csr_id)) THEN 'session-ended'
       ELSE 'pending' END AS "standing!"
   FROM token_exchanges x JOIN csr_users u USING (csr_id) JOIN desk_sessions s USING (desk_session_id)
     JOIN trusted_issuers i ON i.issuer_key = x.issuer_key
   WHERE x.token_hash = $tokenHash AND ($hostMasqueradeId::text IS NULL OR x.masquerade_id = $hostMasqueradeId)`,
)

/** Closes a pending masquerade. Returns a row only for the call that closed it. */
export const closeExchange = command<CloseExchange, 'masquerade:start'>(
  'close-exchange',
  `UPDATE token_exchanges SET closed_at = current_instant(), closed_as = $closedAs
   WHERE masquerade_id = $ofId AND closed_at IS NULL RETURNING masquerade_id`,
)

export const deleteOldExchanges = command<DeleteOldExchanges, 'job:delete-old-rows'>(
  'delete-old-exchanges',
  `DELETE FROM token_exchanges WHERE created_at < current_instant() - interval '1 day'`,
)

/** The live desk sessions of an issuer's session. */
export const liveSessionsOfIssuer = query<LiveSessionsOfIssuer>(
  'live-sessions-of-issuer',
  `SELECT desk_session_id FROM desk_sessions
   WHERE issuer_key = $issuerKey AND issuer_session_hash = $sessionHash AND ended_at IS NULL ORDER BY desk_session_id`,
)

export const masqueradesOfSession = query<MasqueradesOfSession>(
  'masquerades-of-session',
  'SELECT masquerade_id FROM masquerades WHERE desk_session_id = $ofSessionId AND ended_at IS NULL ORDER BY masquerade_id',
)

export const rememberEndedSession = command<RememberEndedSession, 'issuer-session:end'>(
  'remember-ended-session',
  `INSERT INTO ended_issuer_sessions (issuer_key, session_hash, ended_at) VALUES ($issuerKey, $sessionHash, current_instant())
   ON CONFLICT DO NOTHING`,
)

export const endIssuerSession = command<EndIssuerSession, 'issuer-session:end'>(
  'end-issuer-session',
  'UPDATE desk_sessions SET ended_at = current_instant() WHERE desk_session_id = $ofSessionId AND ended_at IS NULL',
)

/** Every registered issuer, as the desk shows it. Days are the utility's. */
export const issuersForStaff = query<IssuersForStaff>(
  'issuers-for-staff',
  `SELECT issuer_key, version, last_used_at, keys_fetched_at, display_name, issuer, audience, key_address, pasted_keys, algorithms,
     return_urls, context_names, fetched_keys, (active_from AT TIME ZONE $timeZone::text)::date::text AS "active_from!",
     CASE WHEN isfinite(active_to) THEN ((active_to AT TIME ZONE $timeZone::text)::date - 1)::text END AS active_to,
     active_from <= current_instant() AND active_to > current_instant() AS "is_active!"
   FROM trusted_issuers WHERE $issuerKey::text IS NULL OR issuer_key = $issuerKey ORDER BY display_name, issuer_key`,
)

export const issuerSubjects = query<IssuerSubjects>(
  'issuer-subjects',
  `SELECT t.issuer_key, t.subject, t.csr_id, u.display_name AS csr_name, t.mapped_at, b.display_name AS "mapped_by?"
   FROM trusted_issuer_subjects t JOIN csr_users u USING (csr_id) LEFT JOIN csr_users b ON b.csr_id = t.mapped_by_csr_id
   ORDER BY u.display_name, t.subject`,
)

/** The newest versions of each issuer first, 20 of each. */
export const issuerVersions = query<IssuerVersions>(
  'issuer-versions',
  `SELECT v.issuer_key, v.version, v.change, v.before, v.after, v.reason, u.display_name AS changed_by, v.changed_at
   FROM trusted_issuer_versions v JOIN csr_users u ON u.csr_id = v.changed_by_csr_id
   JOIN trusted_issuers i USING (issuer_key)
   WHERE v.version > i.version - 20 ORDER BY v.issuer_key, v.version DESC`,
)

export const csrsToMap = query<CsrsToMap>(
  'csrs-to-map',
  'SELECT csr_id, display_name FROM csr_users WHERE is_active ORDER BY display_name, csr_id',
)

/** Locks an issuer until the end of the transaction, so that concurrent changes run one after the other. */
export const lockIssuer = query<LockIssuer>(
  'lock-issuer',
  'SELECT pg_advisory_xact_lock(hashtextextended($issuerKey, 7305))',
)

const days = `($activeFrom::text::date)::timestamp AT TIME ZONE $timeZone::text,
     COALESCE(($activeTo::text::date + 1)::timestamp AT TIME ZONE $timeZone::text, 'infinity')`

export const insertIssuer = command<InsertIssuer, 'trusted-issuer:change'>(
  'insert-issuer',
  `INSERT INTO trusted_issuers (issuer_key, display_name, issuer, audience, key_address, pasted_keys, algorithms, return_urls,
     context_names, active_from, active_to)
   VALUES ($issuerKey, $displayName, $issuer, $audience, $keyAddress, $pastedKeys::text::jsonb, $algorithms, $returnUrls,
     $contextNames, ${days})`,
)

/** Changes an issuer. Keys that were fetched from another address are forgotten. */
export const updateIssuer = command<UpdateIssuer, 'trusted-issuer:change'>(
  'update-issuer',
  `UPDATE trusted_issuers SET display_name = $displayName, issuer = $issuer, audience = $audience,
     fetched_keys = CASE WHEN key_address = $keyAddress THEN fetched_keys END,
     keys_fetched_at = CASE WHEN key_address = $keyAddress THEN keys_fetched_at END, keys_asked_at = NULL,
     key_address = $keyAddress, pasted_keys = $pastedKeys::text::jsonb, algorithms = $algorithms, return_urls = $returnUrls,
     context_names = $contextNames, (active_from, active_to) = (SELECT ${days}), version = version + 1
   WHERE issuer_key = $issuerKey`,
)

/** The next version of an issuer whose subjects change. */
export const nextIssuerVersion = command<NextIssuerVersion, 'trusted-issuer:change'>(
  'next-issuer-version',
  'UPDATE trusted_issuers SET version = version + 1 WHERE issuer_key = $issuerKey RETURNING version',
)

export const insertIssuerVersion = command<InsertIssuerVersion, 'trusted-issuer:change'>(
  'insert-issuer-version',
  `INSERT INTO trusted_issuer_versions (issuer_key, version, change, before, after, reason, changed_by_csr_id, changed_at)
   VALUES ($issuerKey, $newVersion, $change, $before::text::jsonb, $after::text::jsonb, $reason, $csrId, current_instant())`,
)

/** Returns a row only if the subject was not mapped. */
export const mapIssuerSubject = command<MapIssuerSubject, 'trusted-issuer:change'>(
  'map-issuer-subject',
  `INSERT INTO trusted_issuer_subjects (issuer_key, subject, csr_id, mapped_by_csr_id, mapped_at)
   VALUES ($issuerKey, $subject, $ofCsrId, $csrId, current_instant()) ON CONFLICT DO NOTHING RETURNING subject`,
)

export const unmapIssuerSubject = command<UnmapIssuerSubject, 'trusted-issuer:change'>(
  'unmap-issuer-subject',
  `DELETE FROM trusted_issuer_subjects WHERE issuer_key = $issuerKey AND subject = $subject AND csr_id = $ofCsrId RETURNING subject`,
)

export const endLostIssuerSessions = command<EndLostIssuerSessions, 'trusted-issuer:change'>(
  'end-lost-issuer-sessions',
  'SELECT end_lost_issuer_sessions($issuerKey::text) AS "ended!"',
)
