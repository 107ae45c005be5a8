import { command, query } from '#database/query.ts'
import type {
  AccountIsThere,
  ContactKinds,
  ContactsFound,
  InsertCustomerContact,
  NoteOfDraft,
  OwnMasquerade,
} from './queries.generated.ts'

/**
 * An account's contacts, the newest first, one more than a page, behind one that is named by its id. A task's own contact is
 * its maker's: the customer's, or the CSR's who acted for one; without a CSR or a task the system wrote it.
 */
export const contactsFound = query<ContactsFound>(
  'contacts-found',
  `SELECT c.customer_contact_id, c.at, c.contact_class, c.contact_type, c.note, c.made_by AS "made_by!", c.csr_id,
     c.self_service_task_id AS task_id, c.masquerade_id
   FROM (SELECT k.customer_contact_id, k.account_id, k.at, k.contact_class, k.contact_type, k.note, k.self_service_task_id,
       COALESCE(k.masquerade_id, t.masquerade_id) AS masquerade_id, COALESCE(k.csr_id, t.csr_id) AS csr_id,
       CASE WHEN COALESCE(k.csr_id, t.csr_id) IS NOT NULL THEN 'csr'
         WHEN t.actor_kind IN ('customer', 'visitor') OR k.is_by_customer THEN 'self-service' ELSE 'system' END AS made_by
     FROM customer_contacts k LEFT JOIN self_service_tasks t USING (self_service_task_id)) c
   WHERE c.account_id = $accountId
     AND ($before::bigint IS NULL OR (c.at, c.customer_contact_id) < (
       SELECT b.at, b.customer_contact_id FROM customer_contacts b
       WHERE b.customer_contact_id = $before AND b.account_id = $accountId))
     AND ($contactClass::text IS NULL OR c.contact_class = $contactClass)
     AND ($contactType::text IS NULL OR c.contact_type = $contactType)
     AND ($madeBy::text IS NULL OR c.made_by = $madeBy)
     AND ($csrId::text IS NULL OR c.csr_id = $csrId)
     AND ($text::text IS NULL OR strpos(lower(c.note), lower($text)) > 0)
     AND ($from::date IS NULL OR c.at >= $from::date::timestamp AT TIME ZONE $timeZone::text)
     AND ($to::date IS NULL OR c.at < ($to::date + 1)::timestamp AT TIME ZONE $timeZone::text)
   ORDER BY c.at DESC, c.customer_contact_id DESC LIMIT 21`,
)

/** The kinds that the utility set; null where it never did. */
export const contactKinds = query<ContactKinds>(
  'contact-kinds',
  `SELECT setting_value('contacts.kinds') AS kinds`,
)

export const accountIsThere = query<AccountIsThere>(
  'account-is-there',
  `SELECT EXISTS (SELECT FROM accounts WHERE account_id = $accountId) AS "is_there!"`,
)

/** A masquerade that this CSR had on a web user of the account. */
export const ownMasquerade = query<OwnMasquerade>(
  'own-masquerade',
  `SELECT m.masquerade_id FROM masquerades m
   WHERE m.masquerade_id = $masqueradeId AND m.csr_id = $csrId AND (m.account_id = $accountId OR EXISTS (
     SELECT 1 FROM web_user_accounts l WHERE l.web_user_id = m.web_user_id AND l.account_id = $accountId))`,
)

export const insertCustomerContact = command<InsertCustomerContact, 'contact:add'>(
  'insert-customer-contact',
  `INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at, csr_id, masquerade_id, draft_id)
   VALUES ($accountId, $contactClass, $contactType, $note, current_instant(), $csrId, $masqueradeId, $draftId)
   ON CONFLICT (draft_id, csr_id, account_id, md5(note)) WHERE draft_id IS NOT NULL DO NOTHING
   RETURNING customer_contact_id`,
)

/** The note that an earlier attempt to save the same draft left. */
export const noteOfDraft = query<NoteOfDraft>(
  'note-of-draft',
  `SELECT customer_contact_id FROM customer_contacts
   WHERE draft_id = $draftId AND csr_id = $csrId AND account_id = $accountId AND note = $note`,
)
