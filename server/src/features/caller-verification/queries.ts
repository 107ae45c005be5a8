import { command, query } from '#database/query.ts'
import type {
  CallerInForce,
  CallerSettings,
  CallersOfAccount,
  ClaimReadOutCodes,
  DeleteOldCallerVerifications,
  DeleteOldReadOutCodes,
  InsertCallerVerification,
  InsertReadOutCode,
  OwnReadOutCodes,
  ReadOutCodeToUse,
  UseReadOutCode,
} from './queries.generated.ts'

export const callerSettings = query<CallerSettings>(
  'caller-settings',
  `SELECT setting_value('caller.identifiers') AS identifiers, setting_value('caller.purpose-grades') AS purpose_grades,
     setting_value('caller.minutes') AS minutes, setting_value('masquerade.purposes') AS purposes`,
)

const verification = `v.verified_at, u.display_name AS csr_name, v.web_user_id, w.user_name, v.purpose_kind, v.purpose_reference,
     v.grade, v.identifiers`
const verifications = `caller_verifications v JOIN csr_users u USING (csr_id)
   JOIN web_users w ON w.web_user_id = v.web_user_id`
const isInForce = 'v.csr_id = $csrId AND v.verified_at > current_instant() - make_interval(mins => $minutes)'

/** How the callers about an account were verified, the newest five first. */
export const callersOfAccount = query<CallersOfAccount>(
  'callers-of-account',
  `SELECT ${verification}, ${isInForce} AS "is_in_force!" FROM ${verifications}
   WHERE v.account_id = $accountId ORDER BY v.verified_at DESC, v.caller_verification_id DESC LIMIT 5`,
)

/** The best verification of a caller that still counts; the newest, where a purpose is not given. */
export const callerInForce = query<CallerInForce>(
  'caller-in-force',
  `SELECT ${verification} FROM ${verifications}
   WHERE ${isInForce} AND v.web_user_id = $webUserId AND v.account_id = $accountId AND ($purposeKind::text IS NULL
     OR v.purpose_kind = $purposeKind AND v.purpose_reference = $purposeReference::text)
   ORDER BY $purposeKind::text IS NOT NULL AND v.grade = 'none', $purposeKind::text IS NOT NULL AND v.grade = 'attested',
     v.verified_at DESC, v.caller_verification_id DESC LIMIT 1`,
)

const bound = `csr_id = $csrId AND web_user_id = $webUserId AND account_id = $accountId AND purpose_kind = $purposeKind
     AND purpose_reference = $purposeReference`
const isUsable = 'used_at IS NULL AND replaced_at IS NULL AND expires_at > current_instant()'

/** Replaces an unused code for the same purpose, and tells the worker of one that leaves by mail or text. */
export const insertReadOutCode = command<InsertReadOutCode, 'caller:verify'>(
  'insert-read-out-code',
  `WITH replaced AS (
     UPDATE read_out_codes SET replaced_at = current_instant() WHERE ${bound} AND used_at IS NULL AND replaced_at IS NULL),
   added AS (
     INSERT INTO read_out_codes (csr_id, web_user_id, account_id, purpose_kind, purpose_reference, channel, nonce, code_hash,
       asked_at, expires_at)
     VALUES ($csrId, $webUserId, $accountId, $purposeKind, $purposeReference, $channel, $nonce, $codeHash, current_instant(),
       current_instant() + make_interval(mins => $minutes))
     RETURNING expires_at)
   SELECT expires_at AS "expires_at!", medium_is_delayed($channel) AS "is_delayed!", pg_notify('read_out_codes', '') FROM added`,
)

/** The code that this CSR can use now for this customer and purpose. */
export const readOutCodeToUse = query<ReadOutCodeToUse>(
  'read-out-code-to-use',
  `SELECT read_out_code_id, nonce FROM read_out_codes WHERE ${bound} AND ${isUsable}
   ORDER BY read_out_code_id DESC LIMIT 1`,
)

/** Uses a code once: of two requests at once, one gets a row. */
export const useReadOutCode = command<UseReadOutCode, 'caller:verify'>(
  'use-read-out-code',
  `UPDATE read_out_codes SET used_at = current_instant()
   WHERE read_out_code_id = $readOutCodeId AND code_hash = $codeHash AND ${bound} AND ${isUsable}
   RETURNING channel`,
)

export const insertCallerVerification = command<InsertCallerVerification, 'caller:verify'>(
  'insert-caller-verification',
  `INSERT INTO caller_verifications (csr_id, web_user_id, account_id, purpose_kind, purpose_reference, grade, identifiers,
     channel, verified_at)
   VALUES ($csrId, $webUserId, $accountId, $purposeKind, $purposeReference, $grade, $identifiers, $channel, current_instant())
   RETURNING verified_at`,
)

/** The codes that this customer can read out now: none in a masquerade. */
export const ownReadOutCodes = query<OwnReadOutCodes>(
  'own-read-out-codes',
  `SELECT nonce AS "nonce!", csr_name AS "csr_name!", account_id AS "account_id!", purpose_kind AS "purpose_kind!",
     asked_at AS "asked_at!", expires_at AS "expires_at!" FROM own_read_out_codes()`,
)

/** SQL of how many codes this customer can read out now, for a statement that counts more. */
export const readOutCodeCount = '(SELECT count(*)::integer FROM own_read_out_codes())'

/** Claims codes that leave by mail or text. A claim counts as told: the code is over before a second attempt would help. */
export const claimReadOutCodes = command<ClaimReadOutCodes, 'job:send-read-out-codes'>(
  'claim-read-out-codes',
  `WITH due AS (
     SELECT read_out_code_id FROM read_out_codes
     WHERE told_at IS NULL AND channel <> 'portal' ORDER BY asked_at LIMIT $most FOR UPDATE SKIP LOCKED),
   told AS (
     UPDATE read_out_codes c SET told_at = current_instant() FROM due WHERE c.read_out_code_id = due.read_out_code_id
     RETURNING c.*)
   SELECT c.read_out_code_id, c.channel, c.account_id, c.purpose_kind, u.display_name AS csr_name, w.email, w.locale,
     full_name(n.given_name, n.surname, n.organisation_name) AS display_name, (
       SELECT k.normalised_value FROM person_contacts k
       WHERE k.person_id = w.person_id AND k.contact_type = 'mobile' AND k.state = 'approved'
       ORDER BY k.is_primary DESC, k.person_contact_id LIMIT 1) AS mobile
   FROM told c JOIN csr_users u USING (csr_id) JOIN web_users w ON w.web_user_id = c.web_user_id
   LEFT JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
   WHERE c.expires_at > current_instant() AND c.used_at IS NULL AND c.replaced_at IS NULL`,
)

export const deleteOldReadOutCodes = command<DeleteOldReadOutCodes, 'job:delete-old-rows'>(
  'delete-old-read-out-codes',
  `DELETE FROM read_out_codes WHERE expires_at < current_instant() - interval '1 day'`,
)

export const deleteOldCallerVerifications = command<DeleteOldCallerVerifications, 'job:delete-old-rows'>(
  'delete-old-caller-verifications',
  `DELETE FROM caller_verifications WHERE verified_at < current_instant() - interval '90 days'`,
)
