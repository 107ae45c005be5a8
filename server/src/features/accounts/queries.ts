import { command, query } from '#database/query.ts'
import type {
  AccountHead,
  ContactsOfAccount,
  IdentifierForReveal,
  IdentifiersOfAccount,
  OpenProtected,
  OpenTasksOfAccount,
  OtherPaymentsOfAccount,
  PersonsOfAccount,
  ProtectedReasons,
  ServicesOfAccount,
} from './queries.generated.ts'

export const accountHead = query<AccountHead>(
  'account-head',
  `SELECT a.account_id, a.customer_class, a.division, a.status, a.opened_on, a.closed_on, a.is_cash_only,
     m.line1 AS "line1?", m.line2 AS "line2?", m.city AS "city?", m.region AS "region?", m.postal_code AS "postal_code?",
     m.country AS "country?"
   FROM accounts a LEFT JOIN mailing_addresses m USING (account_id) WHERE a.account_id = $accountId`,
)

/** The main customer first, then those who owe. */
export const personsOfAccount = query<PersonsOfAccount>(
  'persons-of-account',
  `SELECT ap.person_id, p.kind, full_name(n.given_name, n.surname, n.organisation_name) AS "name!", ap.is_main_customer,
     ap.is_financially_responsible, ap.is_third_party_guarantor, ap.relationship_type,
     h.mark_version AS "mark_version?", h.kind AS "protection_kind?", h.marked_at AS "marked_at?", h.removal_asked_by_csr_id AS "removal_asked_by?",
     h.reason AS "protection_reason?", h.removal_reason AS "removal_reason?",
     CASE WHEN h.version > 0 THEN concat_ws(', ', h.line1, NULLIF(h.line2, ''), h.city, h.region || ' ' || h.postal_code) END
       AS own_address
   FROM account_persons ap JOIN persons p USING (person_id)
   LEFT JOIN holder_protections h ON h.account_id = ap.account_id AND h.person_id = ap.person_id AND h.removed_at IS NULL
   JOIN person_names n ON n.person_id = ap.person_id AND n.name_type = 'primary'
   WHERE ap.account_id = $accountId
   ORDER BY ap.is_main_customer DESC, ap.is_financially_responsible DESC, 3, 1 LIMIT 100`,
)

export const contactsOfAccount = query<ContactsOfAccount>(
  'contacts-of-account',
  `SELECT c.person_id, c.contact_type, c.value, c.is_primary, c.state
   FROM account_persons ap JOIN person_contacts c USING (person_id)
   WHERE ap.account_id = $accountId ORDER BY c.is_primary DESC, c.person_contact_id LIMIT 500`,
)

export const identifiersOfAccount = query<IdentifiersOfAccount>(
  'identifiers-of-account',
  `SELECT i.person_id, i.person_identifier_id, i.identifier_type, i.masked_value
   FROM account_persons ap JOIN person_identifiers i USING (person_id)
   WHERE ap.account_id = $accountId ORDER BY i.person_identifier_id LIMIT 500`,
)

/** What is delivered where, what runs now first. */
export const servicesOfAccount = query<ServicesOfAccount>(
  'services-of-account',
  `SELECT p.premise_id, concat_ws(', ', p.line1, NULLIF(p.line2, ''), p.city, p.region || ' ' || p.postal_code) AS "address!",
     p.latitude, p.longitude, sp.service_type, sp.service_point_id, sp.meter_number, sa.started_on, sa.ended_on
   FROM service_agreements sa JOIN service_agreement_points sap USING (service_agreement_id)
   JOIN service_points sp USING (service_point_id) JOIN premises p USING (premise_id)
   WHERE sa.account_id = $accountId
   ORDER BY sa.ended_on DESC NULLS FIRST, 2, sp.service_type, sp.service_point_id LIMIT 300`,
)

export const openTasksOfAccount = query<OpenTasksOfAccount>(
  'open-tasks-of-account',
  `SELECT self_service_task_id AS task_id, task_type, state, created_at, web_user_id AS made_by
   FROM self_service_tasks WHERE account_id = $accountId AND NOT is_final AND state <> 'draft'
   ORDER BY self_service_task_id DESC LIMIT 50`,
)

/** Payments that are to come, and those of thirty days that were not made, were returned or given back. */
export const otherPaymentsOfAccount = query<OtherPaymentsOfAccount>(
  'other-payments-of-account',
  `SELECT self_service_task_id AS task_id, task_type, state, amount_cents, payload ->> 'payBy' AS pay_by, scheduled_on, created_at
   FROM self_service_tasks
   WHERE account_id = $accountId AND task_type IN ('one-time-payment', 'payment-reversal', 'payment-refund') AND state <> 'draft'
     AND (NOT is_final OR updated_at > current_instant() - interval '30 days'
       AND (state <> 'completed' OR task_type <> 'one-time-payment'))
   ORDER BY self_service_task_id DESC LIMIT 6`,
)

export const identifierForReveal = query<IdentifierForReveal>(
  'identifier-for-reveal',
  `SELECT i.person_id, i.identifier_type, i.value_encrypted
   FROM person_identifiers i JOIN account_persons ap USING (person_id)
   WHERE i.person_identifier_id = $personIdentifierId AND ap.account_id = $accountId`,
)

/** The further reasons that the utility set; null where it never did. */
export const protectedReasons = query<ProtectedReasons>(
  'protected-reasons',
  `SELECT setting_value('protected.reasons') AS reasons`,
)

export const openProtected = command<OpenProtected, 'account:open-protected'>(
  'open-protected',
  `SELECT protected_opening_id AS "protected_opening_id!", expires_at AS "expires_at!", is_repeated AS "is_repeated!"
   FROM open_protected($csrId::text, $deskSessionId::bigint, $accountId::bigint, $kind::text, $reference::text)`,
)

/** Joined to an account `a`: `place.address` and `place.city` of a premise served now, else of the last one; null where there is none. */
export const placeOfAccount = `LEFT JOIN LATERAL (
     SELECT concat_ws(', ', p.line1, NULLIF(p.line2, ''), p.city) AS address, p.city
     FROM service_agreements sa JOIN service_agreement_points sap USING (service_agreement_id)
     JOIN service_points sp USING (service_point_id) JOIN premises p USING (premise_id)
     WHERE sa.account_id = a.account_id ORDER BY sa.ended_on DESC NULLS FIRST, sa.started_on DESC, p.premise_id
     LIMIT 1) place ON true`

/**
 * SQL: whether anybody on an account, or a web user's person, is a protected customer; both may be null. It reads the view that
 * `account_is_protected` and `person_is_protected` read: called for each of fifty rows, the functions take longer than all the
 * rest of a list.
 */
export const ownerIsProtected = (accountId: string, webUserId: string) => `EXISTS (
       SELECT 1 FROM (
         SELECT ap.person_id FROM account_persons ap WHERE ap.account_id = ${accountId}
         UNION ALL SELECT w.person_id FROM web_users w WHERE w.web_user_id = ${webUserId}) owner
       JOIN protected_persons g ON g.person_id = owner.person_id)`

/**
 * SQL: whether a web user's name is masked on an account's pages: a protected person who is linked, or asks to be, without being
 * on the account, so that the account is not protected.
 * @param onAccount the account-person row of that person on this account, from an outer join
 */
export const isMaskedGuest = (onAccount: string, person: string) =>
  `${onAccount}.person_id IS NULL AND person_is_protected(${person}.person_id)`
