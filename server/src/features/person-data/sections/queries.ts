import { query } from '#database/query.ts'
import type * as Rows from './queries.generated.ts'

/*
 * Each statement reads one section of everything about one person: `key` gives a stable order and the place to go on from, `row`
 * has the section's columns. What belongs to the other people of an account is left out; `personWithheld` counts it.
 */

const webUsers = `(SELECT w.web_user_id FROM web_users w WHERE w.person_id = $personId)`
/** Accounts whose bills the person owes or owns. A guest or a guarantor sees their relationship to an account, not the account. */
const held = `(SELECT ap.account_id FROM account_persons ap WHERE ap.person_id = $personId
  AND ap.is_financially_responsible AND NOT ap.is_third_party_guarantor)`
/** Held accounts without anybody else: what staff wrote there is about this person. */
const alone = `(SELECT h.account_id FROM account_persons h WHERE h.person_id = $personId AND h.is_financially_responsible
  AND NOT h.is_third_party_guarantor AND NOT EXISTS (SELECT 1 FROM account_persons o
    WHERE o.account_id = h.account_id AND o.person_id <> h.person_id))`
const tasks = `(SELECT t.self_service_task_id FROM self_service_tasks t WHERE t.self_service_user_id IN ${webUsers})`
/** Lines that would tell somebody on a shared account that another person on it is protected. */
const betrays = `(e.action LIKE 'holder-protection:%' AND e.details ->> 'personId' IS DISTINCT FROM $personId::bigint::text
  OR e.action = 'account:open-protected' AND EXISTS (SELECT 1 FROM holder_protections h
    WHERE h.account_id = e.account_id AND h.person_id <> $personId))`
/** A key that sorts like the numbers in it. */
const keyOf = (...ids: string[]) =>
  `concat_ws('.', ${ids.map((id) => `lpad(${id}::text, 19, '0')`).join(', ')})`
const section = (columns: string) => `SELECT s.key AS "key!", to_jsonb(s) - 'key' AS "row!"
  FROM (SELECT ${columns}) s
  WHERE s.key COLLATE "C" > $after::text ORDER BY s.key COLLATE "C" LIMIT $limit::integer`

export const personRow = query<Rows.PersonRow>(
  'person-row',
  section(`${keyOf('p.person_id')} AS key, p.person_id, p.kind, p.is_protected, p.source_key
    FROM persons p WHERE p.person_id = $personId`),
)
export const personNames = query<Rows.PersonNames>(
  'person-names',
  section(`${keyOf('n.person_name_id')} AS key, n.name_type, n.given_name, n.surname, n.organisation_name
    FROM person_names n WHERE n.person_id = $personId`),
)
export const personContacts = query<Rows.PersonContacts>(
  'person-contacts',
  section(`${keyOf('c.person_contact_id')} AS key, c.contact_type, c.value, c.is_primary, c.state
    FROM person_contacts c WHERE c.person_id = $personId`),
)
/** `value_encrypted` never leaves the server: it is opened for those who may reveal it. */
export const personIdentifiers = query<Rows.PersonIdentifiers>(
  'person-identifiers',
  section(`${keyOf('i.person_identifier_id')} AS key, i.identifier_type, i.masked_value, encode(i.value_encrypted, 'hex') AS value
    FROM person_identifiers i WHERE i.person_id = $personId`),
)
export const personAccounts = query<Rows.PersonAccounts>(
  'person-accounts',
  section(`${keyOf('ap.account_id')} AS key, ap.account_id, ap.relationship_type, ap.is_main_customer,
      ap.is_financially_responsible, ap.is_third_party_guarantor, ap.web_access_allowed, ap.receives_bill_copy,
      a.customer_class, a.division, a.status, a.balance_cents, a.currency, a.is_cash_only, a.is_autopay, a.is_paperless,
      a.opened_on, a.closed_on, a.source_key, m.line1, m.line2, m.city, m.region, m.postal_code, m.country
    FROM account_persons ap
    LEFT JOIN accounts a ON a.account_id = ap.account_id AND a.account_id IN ${held}
    LEFT JOIN mailing_addresses m ON m.account_id = a.account_id
    WHERE ap.person_id = $personId`),
)
export const personAgreements = query<Rows.PersonAgreements>(
  'person-agreements',
  section(`${keyOf('sa.service_agreement_id', 'sp.service_point_id')} AS key, sa.account_id, sa.service_agreement_id,
      sa.service_type, sa.started_on, sa.ended_on, sa.source_key, sp.service_point_id, sp.meter_number, p.premise_id,
      p.line1, p.line2, p.city, p.region, p.postal_code
    FROM service_agreements sa LEFT JOIN service_agreement_points sap USING (service_agreement_id)
    LEFT JOIN service_points sp USING (service_point_id) LEFT JOIN premises p USING (premise_id)
    WHERE sa.account_id IN ${held}`),
)
export const personBills = query<Rows.PersonBills>(
  'person-bills',
  section(`${keyOf('b.bill_id')} AS key, b.bill_id, b.account_id, b.bill_date, b.due_date, b.period_from, b.period_to,
      b.previous_balance_cents, b.payments_cents, b.adjustments_cents, b.charges_cents, b.amount_due_cents, b.currency,
      b.source_key, b.kind, b.disputed_cents, b.disputed_on, (SELECT coalesce(jsonb_agg(to_jsonb(l) - 'bill_id' ORDER BY l.position), '[]') FROM bill_lines l
        WHERE l.bill_id = b.bill_id) AS lines
    FROM bills b WHERE b.account_id IN ${held}`),
)
export const personPayments = query<Rows.PersonPayments>(
  'person-payments',
  section(`${keyOf('y.payment_id')} AS key, y.payment_id, y.account_id, y.received_on, y.amount_cents, y.currency, y.tender,
      y.self_service_task_id, y.source_key, y.paid_with, y.booked_at, v.kind AS reversal_kind, v.reason AS reversal_reason, v.reversed_on,
      f.state AS refund_state, f.provider_reference AS refund_reference, f.refused_because AS refund_refused_because
    FROM payments y LEFT JOIN payment_reversals v USING (payment_id)
    LEFT JOIN LATERAL (SELECT n.* FROM payment_refunds n WHERE n.payment_id = y.payment_id
      ORDER BY n.self_service_task_id DESC LIMIT 1) f ON true
    WHERE y.account_id IN ${held}`),
)
/** Every time that a held account was in a program, with what was agreed. */
export const personPrograms = query<Rows.PersonPrograms>(
  'person-programs',
  section(`${keyOf('g.account_program_id')} AS key, g.account_id, g.program, g.state, g.terms, g.started_on, g.changed_on, g.ended_on
    FROM account_programs g WHERE g.account_id IN ${held}`),
)
/** The months in which a held account had the service point; readings that later ones replaced have a revision. */
export const personUsage = query<Rows.PersonUsage>(
  'person-usage',
  section(`${keyOf('u.service_point_id')} || '.' || u.channel || '.' || u.month || '.' || u.register || '.' || u.interval_minutes
        || '.' || u.revision AS key,
      u.service_point_id, u.channel, u.register, to_char(u.month, 'YYYY-MM') AS month, u.starts_at, u.interval_minutes,
      u.revision, u.total, u.source, u.stored_at, encode(u.packed, 'hex') AS readings, u.set_aside
    FROM (
      SELECT m.service_point_id, m.channel, m.register, m.month, m.starts_at, m.interval_minutes, 0 AS revision, m.total, m.source,
        m.stored_at, m.packed, m.set_aside FROM usage_months m
      UNION ALL
      SELECT r.service_point_id, r.channel, r.register, r.month, r.starts_at, r.interval_minutes, r.revision, r.total, r.source,
        r.stored_at, r.packed, NULL FROM usage_revisions r) u
    WHERE EXISTS (SELECT 1 FROM service_agreement_points sap
      JOIN service_agreements sa USING (service_agreement_id)
      WHERE sap.service_point_id = u.service_point_id AND sa.account_id IN ${held}
        AND u.month >= date_trunc('month', sa.started_on)::date AND (sa.ended_on IS NULL OR u.month <= sa.ended_on))`),
)
/** The billing periods in which a held account had the service point. */
export const personUsagePeriods = query<Rows.PersonUsagePeriods>(
  'person-usage-periods',
  section(`${keyOf('u.usage_period_id')} AS key, u.usage_period_id, u.service_point_id, u.channel, u.register, u.starts_at, u.ends_at,
      u.total, u.quality, u.raw, u.is_revised, u.source, u.stored_at
    FROM usage_periods u WHERE EXISTS (SELECT 1 FROM service_agreement_points sap
      JOIN service_agreements sa USING (service_agreement_id)
      WHERE sap.service_point_id = u.service_point_id AND sa.account_id IN ${held}
        AND u.ends_at::date > sa.started_on AND (sa.ended_on IS NULL OR u.starts_at::date <= sa.ended_on))`),
)
export const personWebUsers = query<Rows.PersonWebUsers>(
  'person-web-users',
  section(`${keyOf('w.web_user_id')} AS key, w.web_user_id, w.user_name, w.email, w.email_confirmed_at, w.is_active, w.locale,
      w.last_seen_at, w.created_at, w.source_key, c.changed_at AS password_changed_at, c.totp_since AS second_factor_since, f.failures AS failed_sign_ins,
      f.last_failed_at AS last_failed_sign_in_at
    FROM web_users w LEFT JOIN web_user_credentials c USING (web_user_id) LEFT JOIN failed_sign_ins f USING (web_user_id)
    WHERE w.person_id = $personId`),
)
export const personLinks = query<Rows.PersonLinks>(
  'person-links',
  section(`${keyOf('l.web_user_id', 'l.account_id')} AS key, l.web_user_id, l.account_id, l.role, l.is_active, l.nickname,
      l.business_line
    FROM web_user_accounts l WHERE l.web_user_id IN ${webUsers}`),
)
export const personPreferences = query<Rows.PersonPreferences>(
  'person-preferences',
  section(`${keyOf('r.web_user_id', 'r.account_id')} AS key, r.web_user_id, r.account_id, r.choices
    FROM notification_preferences r WHERE r.web_user_id IN ${webUsers}`),
)
/** Without tokens. */
export const personSessions = query<Rows.PersonSessions>(
  'person-sessions',
  section(`${keyOf('s.customer_session_id')} AS key, s.web_user_id, s.created_at, s.last_used_at, s.expires_at, s.ended_at,
      host(s.ip_address) AS ip_address, s.user_agent
    FROM customer_sessions s WHERE s.web_user_id IN ${webUsers}`),
)
export const personDevices = query<Rows.PersonDevices>(
  'person-devices',
  section(`${keyOf('d.web_user_id')} || '.' || to_char(d.created_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') AS key,
      d.web_user_id, d.created_at, d.last_used_at
    FROM known_devices d WHERE d.web_user_id IN ${webUsers}`),
)
/** The four fields only where they are the person's own; a CSR's id and address are not. */
export const personTasks = query<Rows.PersonTasks>(
  'person-tasks',
  section(`${keyOf('t.self_service_task_id')} AS key, t.self_service_task_id, t.task_type, t.state, t.account_id,
      t.actor_kind AS made_by, CASE WHEN t.csr_id IS NULL THEN t.web_user_id END AS user_name, t.email_address,
      CASE WHEN t.csr_id IS NULL THEN host(t.ip_address) END AS ip_address, t.self_service_user_id, t.payload, t.amount_cents,
      t.currency, t.scheduled_on, t.expires_at, t.created_at, t.updated_at, t.due_at, t.applied_at, t.failure,
      c.provider_session_id, c.provider_event_id, c.provider_state, c.told_at, c.decline_reason, (
        SELECT coalesce(jsonb_agg(jsonb_build_object('at', g.at, 'state', g.state, 'reason', g.reason, 'action', g.action,
          'actor', CASE WHEN g.actor IN ('visitor', 'system') OR g.actor IN (SELECT w.user_name FROM web_users w
            WHERE w.person_id = $personId) THEN g.actor ELSE 'support' END)
          ORDER BY g.position), '[]') FROM self_service_task_log g
        WHERE g.self_service_task_id = t.self_service_task_id) AS log
    FROM self_service_tasks t LEFT JOIN card_payment_sessions c USING (self_service_task_id)
    WHERE t.self_service_task_id IN ${tasks}`),
)
export const personBankAccounts = query<Rows.PersonBankAccounts>(
  'person-bank-accounts',
  section(`${keyOf('b.bank_account_id')} AS key, b.web_user_id, b.self_service_task_id, b.kind, b.routing_number, b.masked_number,
      b.nickname, b.is_default, b.bank_reason, b.added_at, b.verified_at, b.removed_at
    FROM bank_accounts b WHERE b.web_user_id IN ${webUsers}`),
)
export const personAutopay = query<Rows.PersonAutopay>(
  'person-autopay',
  section(`${keyOf('p.autopay_id')} AS key, p.account_id, p.web_user_id, p.self_service_task_id, p.masked_number, p.day_of_month,
      p.limit_cents, p.started_on, p.paused_because, p.ended_at, p.ended_by
    FROM autopays p WHERE p.account_id IN ${held}`),
)
export const personAutopayBills = query<Rows.PersonAutopayBills>(
  'person-autopay-bills',
  section(`${keyOf('r.autopay_run_id')} AS key, r.account_id, r.bill_id, r.pay_on, r.amount_cents, r.state, r.self_service_task_id
    FROM autopay_runs r WHERE r.account_id IN ${held}`),
)
export const personDataGrants = query<Rows.PersonDataGrants>(
  'person-data-grants',
  section(`${keyOf('g.data_grant_id')} AS key, g.web_user_id, g.client_id, g.account_id, g.readings_from, g.ends_on, g.created_at,
      g.last_read_at, g.revoked_at, g.revoked_by
    FROM data_grants g WHERE g.web_user_id IN ${webUsers}`),
)
export const personBankTransfers = query<Rows.PersonBankTransfers>(
  'person-bank-transfers',
  section(`${keyOf('x.bank_transfer_id')} AS key, x.self_service_task_id, x.purpose, x.part, x.currency, x.state,
      x.bank_reference, x.bank_reason, x.ended_at
    FROM bank_transfers x WHERE x.self_service_task_id IN ${tasks}`),
)
export const personDeliveries = query<Rows.PersonDeliveries>(
  'person-deliveries',
  section(`${keyOf('d.cis_delivery_id')} AS key, d.self_service_task_id, d.line, d.state, d.body, d.created_at, d.failure,
      d.answered_at, d.reference
    FROM cis_deliveries_of_person($personId) d`),
)
export const personContactNotes = query<Rows.PersonContactNotes>(
  'person-contact-notes',
  section(`${keyOf('k.customer_contact_id')} AS key, k.account_id, k.contact_class, k.contact_type, k.note, k.at,
      CASE WHEN k.csr_id IS NULL THEN 'customer' ELSE 'support' END AS made_by, k.self_service_task_id, k.masquerade_id
    FROM customer_contacts k WHERE k.account_id IN ${alone} OR k.self_service_task_id IN ${tasks}
      OR k.masquerade_id IN (SELECT m.masquerade_id FROM masquerades m WHERE m.web_user_id IN ${webUsers})`),
)
export const personMessages = query<Rows.PersonMessages>(
  'person-messages',
  section(`${keyOf('o.outgoing_message_id')} AS key, o.recipient, o.subject, o.body, o.created_at, o.sent_at, o.failure,
      o.self_service_task_id
    FROM messages_of_person($personId) o`),
)
export const personMailedKeys = query<Rows.PersonMailedKeys>(
  'person-mailed-keys',
  section(`${keyOf('k.mailed_key_id')} AS key, k.web_user_id, k.purpose, k.email, k.created_at, k.expires_at, k.used_at,
      k.account_id, k.stops
    FROM mailed_keys k WHERE k.web_user_id IN ${webUsers}`),
)
export const personSupportVisits = query<Rows.PersonSupportVisits>(
  'person-support-visits',
  section(`m.masquerade_id AS key, m.masquerade_id, m.web_user_id, m.account_id, m.csr_id, m.purpose_kind, m.purpose_reference,
      m.created_at, m.arrived_at, m.mode, m.acting_since, m.ends_at, m.ended_at, m.end_cause, m.caller_grade
    FROM masquerades m WHERE m.web_user_id IN ${webUsers}`),
)
/** How the callers who gave the person's name were verified. */
export const personCallers = query<Rows.PersonCallers>(
  'person-callers',
  section(`${keyOf('v.caller_verification_id')} AS key, v.web_user_id, v.account_id, v.csr_id, v.purpose_kind,
      v.purpose_reference, v.grade, to_jsonb(v.identifiers) AS identifiers, v.channel, v.verified_at
    FROM caller_verifications v WHERE v.web_user_id IN ${webUsers}`),
)
/** Lines about the person's web users, and what staff and the system did on accounts that the person holds. */
export const personRecord = query<Rows.PersonRecord>(
  'person-record',
  section(`${keyOf('e.record_entry_id')} AS key, e.record_entry_id, e.at, e.event, e.action, e.actor_kind AS made_by, e.csr_id,
      e.web_user_id, e.account_id, e.masquerade_id, e.self_service_task_id,
      CASE WHEN e.csr_id IS NULL THEN host(e.ip_address) END AS ip_address, e.reason,
      CASE WHEN e.csr_id IS NULL OR e.web_user_id IN ${webUsers} THEN e.details ->> 'givenReason' END AS given_reason
    FROM record_entries e WHERE e.web_user_id IN ${webUsers}
      OR e.account_id IN ${held} AND e.web_user_id IS NULL AND e.actor_kind IN ('csr', 'system') AND NOT ${betrays}`),
)
/** Without alerts: they review what a member of staff did, and their subjects tell which customers are traps and whom staff resemble. */
export const personToDos = query<Rows.PersonToDos>(
  'person-to-dos',
  section(`${keyOf('d.to_do_id')} AS key, d.account_id, d.self_service_task_id, d.to_do_role, d.subject, d.priority, d.created_at,
      d.completed_at, d.completion_note, d.message_failure
    FROM to_dos d WHERE d.to_do_role <> 'security-officer'
      AND (d.self_service_task_id IN ${tasks} OR d.account_id IN ${alone})`),
)
export const personUnlinks = query<Rows.PersonUnlinks>(
  'person-unlinks',
  section(`${keyOf('u.unlink_id')} AS key, u.web_user_id, u.account_id, u.reason, u.link, u.account_person, u.unlinked_at,
      u.linked_again_at
    FROM unlinks u WHERE u.web_user_id IN ${webUsers}`),
)
export const personLinkNews = query<Rows.PersonLinkNews>(
  'person-link-news',
  section(`${keyOf('n.link_news_id')} AS key, n.web_user_id, n.account_id, n.news, n.self_service_task_id, n.at, n.told_at
    FROM link_news n WHERE n.web_user_id IN ${webUsers}
    UNION ALL SELECT 'v.' || v.masquerade_id, v.web_user_id, v.account_id, v.purpose_kind, NULL, v.at, v.told_at
    FROM visit_news v WHERE v.web_user_id IN ${webUsers}`),
)
export const personProtectedOpenings = query<Rows.PersonProtectedOpenings>(
  'person-protected-openings',
  section(`${keyOf('o.protected_opening_id')} AS key, o.account_id, o.csr_id, o.reason_kind, o.reference, o.opened_at,
      o.expires_at
    FROM protected_openings o WHERE o.account_id IN ${alone}`),
)
/** Where the person is hidden from others on an account, and the mailing address that only the person sees there. */
export const personProtections = query<Rows.PersonProtections>(
  'person-protections',
  section(`${keyOf('h.holder_protection_id')} AS key, h.account_id, h.kind, h.reason, h.marked_at, h.shown_name,
      h.shown_web_users, h.line1, h.line2, h.city, h.region, h.postal_code, h.country, h.removed_at, h.removal_reason
    FROM holder_protections h WHERE h.person_id = $personId`),
)
/** Within the last hour: who opened the person's account, and which lists named the person. */
export const personOpenings = query<Rows.PersonOpenings>(
  'person-openings',
  section(`o.what || '.' || o.csr_id || '.' || ${keyOf('o.id')} AS key, o.csr_id, o.what, o.opened_at
    FROM csr_openings o WHERE o.what IN ('named', 'exported') AND o.id = $personId
      OR o.what = 'customer' AND o.id IN ${held}
      OR o.what = 'identifier' AND o.id IN (SELECT i.person_identifier_id FROM person_identifiers i
        WHERE i.person_id = $personId)`),
)
/** What is not in the file because it is about other people of a shared account as well: how much, by account. */
export const personWithheld = query<Rows.PersonWithheld>(
  'person-withheld',
  section(`${keyOf('w.account_id')} || w.what AS key, w.account_id, w.what, w.count FROM (
      SELECT k.account_id, 'contact-notes' AS what, count(*) AS count FROM customer_contacts k
      WHERE k.account_id IN ${held} AND k.account_id NOT IN ${alone}
        AND (k.self_service_task_id IS NULL OR k.self_service_task_id NOT IN ${tasks})
        AND (k.masquerade_id IS NULL OR k.masquerade_id NOT IN (
          SELECT m.masquerade_id FROM masquerades m WHERE m.web_user_id IN ${webUsers}))
      GROUP BY 1
      UNION ALL
      SELECT o.account_id, 'other-people', count(*) FROM account_persons o
      WHERE o.account_id IN ${held} AND o.person_id <> $personId GROUP BY 1) w`),
)
