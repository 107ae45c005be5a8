import { command, query } from '#database/query.ts'
import type {
  AccountsToShare,
  AddDataToken,
  DataClientAsking,
  DataClientOf,
  DeleteOldDataGrants,
  DeleteOldDataTokens,
  EndMisusedDataGrant,
  EndOwnDataGrant,
  GiveDataGrant,
  GrantOfCode,
  LiveDataGrant,
  NoteDataRead,
  OwnDataConnection,
  OwnDataGrants,
  UseDataCode,
} from './queries.generated.ts'

/** A third party that asks with an address of its own; no row for any other. */
export const dataClientAsking = query<DataClientAsking>(
  'data-client-asking',
  `SELECT name AS "name!", website AS "website!", (current_instant() AT TIME ZONE $timeZone::text)::date AS "today!"
   FROM data_client_asking($clientId::text, $redirectUri::text)`,
)

/** The open accounts that the reader may share: those where the role may change things. */
export const accountsToShare = query<AccountsToShare>(
  'accounts-to-share',
  `SELECT own.account_id AS "account_id!", COALESCE(NULLIF(own.nickname, ''), own.address, '') AS "name!"
   FROM own_accounts() own JOIN web_user_roles r ON r.role = own.role
   WHERE NOT own.is_closed AND 'change' = ANY (r.rights) ORDER BY own.account_id`,
)

/** Null where the customer may not, or the third party is not registered with this address. */
export const giveDataGrant = command<GiveDataGrant, 'data-grant:give'>(
  'give-data-grant',
  `SELECT give_data_grant($clientId::text, $accountId::bigint, $readingsFrom::date, $endsOn::date, $redirectUri::text, $state::text,
     $codeNonce::text, $codeHash::bytea, $codeChallenge::text) AS new_grant_id`,
)

export const ownDataConnection = query<OwnDataConnection>(
  'own-data-connection',
  `SELECT name AS "name!", account_id AS "account_id!", redirect_uri AS "redirect_uri!", state AS "state!", code_nonce
   FROM own_data_connection($dataGrantId::bigint)`,
)

export const ownDataGrants = query<OwnDataGrants>(
  'own-data-grants',
  `SELECT data_grant_id AS "data_grant_id!", name AS "name!", website AS "website!", is_own AS "is_own!",
     created_at AS "created_at!", readings_from AS "readings_from!", ends_on AS "ends_on!", last_read_at, revoked_by,
     is_client_active AS "is_client_active!", may_give AS "may_give!",
     ends_on < (current_instant() AT TIME ZONE $timeZone::text)::date AS "is_expired!"
   FROM own_data_grants($accountId::bigint)`,
)

export const endOwnDataGrant = command<EndOwnDataGrant, 'data-grant:revoke'>(
  'end-own-data-grant',
  'SELECT end_own_data_grant($accountId::bigint, $dataGrantId::bigint) AS name',
)

/** A third party whose secret this is. */
export const dataClientOf = query<DataClientOf>(
  'data-client-of',
  'SELECT client_id FROM data_clients WHERE client_id = $clientId AND secret_hash = $secretHash AND is_active',
)

export const grantOfCode = query<GrantOfCode>(
  'grant-of-code',
  `SELECT data_grant_id, client_id, account_id, redirect_uri, code_challenge, code_used_at IS NOT NULL AS "is_used!",
     code_expires_at > current_instant() AS "is_fresh!"
   FROM data_grants WHERE code_hash = $codeHash`,
)

/** Uses the code of a grant that still works; no row where another request was first. */
export const useDataCode = command<UseDataCode, 'data-grant:use'>(
  'use-data-code',
  `UPDATE data_grants SET code_used_at = current_instant()
   WHERE data_grant_id = $ofGrantId AND code_used_at IS NULL AND revoked_at IS NULL AND code_expires_at > current_instant()
   RETURNING ends_on`,
)

/** Ends a grant whose code came twice: somebody else has it (RFC 6749, section 4.1.2). */
export const endMisusedDataGrant = command<EndMisusedDataGrant, 'data-grant:use'>(
  'end-misused-data-grant',
  `UPDATE data_grants SET revoked_at = current_instant(), revoked_by = $why
   WHERE data_grant_id = $ofGrantId AND revoked_at IS NULL RETURNING data_grant_id`,
)

/** A refresh token works as long as its grant; an access token for an hour. */
export const addDataToken = command<AddDataToken, 'data-grant:use'>(
  'add-data-token',
  `INSERT INTO data_grant_tokens (token_hash, data_grant_id, kind, expires_at)
   SELECT $tokenHash, g.data_grant_id, $kind, CASE WHEN $kind = 'access' THEN current_instant() + interval '1 hour'
     ELSE (g.ends_on + 2)::timestamp AT TIME ZONE 'UTC' END
   FROM data_grants g WHERE g.data_grant_id = $ofGrantId`,
)

/** The grant of a token, if it works now: not ended, within its days, and its customer may still give it. */
export const liveDataGrant = query<LiveDataGrant>(
  'live-data-grant',
  `SELECT g.data_grant_id, g.client_id, g.account_id, g.readings_from, g.ends_on
   FROM data_grant_tokens t JOIN data_grants g USING (data_grant_id) JOIN data_clients c USING (client_id)
   WHERE t.token_hash = $tokenHash AND t.kind = $kind AND t.expires_at > current_instant() AND g.revoked_at IS NULL AND c.is_active
     AND g.ends_on >= (current_instant() AT TIME ZONE $timeZone::text)::date AND may_give_data(g.account_id, g.web_user_id)`,
)

export const noteDataRead = command<NoteDataRead, 'data-grant:use'>(
  'note-data-read',
  'UPDATE data_grants SET last_read_at = current_instant() WHERE data_grant_id = $ofGrantId',
)

export const deleteOldDataTokens = command<DeleteOldDataTokens, 'job:delete-old-rows'>(
  'delete-old-data-tokens',
  'DELETE FROM data_grant_tokens WHERE expires_at < current_instant()',
)

export const deleteOldDataGrants = command<DeleteOldDataGrants, 'job:delete-old-rows'>(
  'delete-old-data-grants',
  `DELETE FROM data_grants
   WHERE COALESCE(revoked_at, ends_on::timestamp AT TIME ZONE 'UTC') < current_instant() - interval '2 years'`,
)
