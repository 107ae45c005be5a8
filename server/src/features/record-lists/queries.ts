import { query } from '#database/query.ts'
import { entryColumns } from '#features/the-record/index.ts'
import type {
  CsrsNamed,
  EntriesByCsr,
  EntriesToCustomer,
  NameOfCsr,
  PersonOfRecord,
  TimeOfEntry,
} from './queries.generated.ts'

const listColumns = `${entryColumns},
     (SELECT c.display_name FROM csr_users c WHERE c.csr_id = e.csr_id) AS csr_name,
     (SELECT m.purpose_kind FROM masquerades m WHERE m.masquerade_id = e.masquerade_id) AS purpose_kind`

/** Behind the last line of the page before, in the order of time. The first comparison lets PostgreSQL leave out later months. */
const isOlder = `($beforeAt::text IS NULL
       OR e.at <= $beforeAt::timestamptz AND (e.at, e.record_entry_id) < ($beforeAt::timestamptz, $before::bigint))`
const filters = `($from::date IS NULL OR e.at >= $from::date::timestamp AT TIME ZONE $timeZone::text)
     AND ($to::date IS NULL OR e.at < ($to::date + 1)::timestamp AT TIME ZONE $timeZone::text)
     AND ($event::text IS NULL OR e.event = $event)
     AND ($place::text IS NULL OR ($place = 'masquerade') = (e.masquerade_id IS NOT NULL))
     AND ($purposeKind::text IS NULL OR EXISTS (
       SELECT FROM masquerades p WHERE p.masquerade_id = e.masquerade_id AND p.purpose_kind = $purposeKind))
     AND ${isOlder}`
const newestFirst = 'ORDER BY e.at DESC, e.record_entry_id DESC LIMIT $most::integer'

/** What a CSR did, at the desk and in masquerades. */
export const entriesByCsr = query<EntriesByCsr>(
  'entries-by-csr',
  `SELECT ${listColumns} FROM record_entries e WHERE e.csr_id = $csrId AND ${filters} ${newestFirst}`,
)

const notBySelf = `NOT (e.actor_kind = 'customer' AND e.web_user_id = ANY ($webUserIds))`
/** The newest lines of each of these ids, by an index: a customer's lines are few among all. */
const newestOf = (ids: string, areAbout: string) =>
  `SELECT n.at, n.record_entry_id FROM unnest(${ids}) AS of (id), LATERAL (
       SELECT e.at, e.record_entry_id FROM record_entries e WHERE ${areAbout} AND ${notBySelf} AND ${filters} ${newestFirst}) n`
const aboutWebUser = newestOf('$webUserIds::bigint[]', 'e.web_user_id = of.id')
const aboutAccount = newestOf('$accountIds::bigint[]', 'e.account_id = of.id')
/** Lines on an account that the person is not on any more: only their details name the person. */
const aboutPerson = newestOf(
  'ARRAY[$personId::bigint]',
  `e.details ? 'personId' AND e.details ->> 'personId' = of.id::text`,
)
const aboutGuest = newestOf(
  '$webUserIds',
  `e.details ?| ARRAY['removed', 'newcomer'] AND COALESCE(e.details ->> 'removed', e.details ->> 'newcomer') = of.id::text`,
)

/** What anyone else did to a person: to the web users, on the accounts, to the person. */
export const entriesToCustomer = query<EntriesToCustomer>(
  'entries-to-customer',
  `SELECT ${listColumns}
   FROM (${aboutWebUser} UNION ${aboutAccount} UNION ${aboutPerson} UNION ${aboutGuest}) AS newest
   JOIN record_entries e ON e.at = newest.at AND e.record_entry_id = newest.record_entry_id
   ${newestFirst}`,
)

/** To the microsecond, as text: a JavaScript date would lose the end of it. */
export const timeOfEntry = query<TimeOfEntry>(
  'time-of-entry',
  `SELECT at::text AS "at!" FROM record_entries WHERE record_entry_id = $recordEntryId`,
)

/** A person with the web users and the accounts by which lines are about them. An erased person has no name. */
export const personOfRecord = query<PersonOfRecord>(
  'person-of-record',
  `SELECT p.person_id, full_name(n.given_name, n.surname, n.organisation_name) AS "name?",
     person_is_protected(p.person_id) AS "is_protected!",
     ARRAY(SELECT w.web_user_id FROM web_users w WHERE w.person_id = p.person_id ORDER BY 1) AS "web_user_ids!",
     ARRAY(SELECT w.user_name FROM web_users w WHERE w.person_id = p.person_id ORDER BY w.web_user_id) AS "user_names!",
     ARRAY(SELECT a.account_id FROM account_persons a WHERE a.person_id = p.person_id
       UNION SELECT l.account_id FROM web_user_accounts l JOIN web_users w USING (web_user_id)
         WHERE w.person_id = p.person_id ORDER BY 1) AS "account_ids!"
   FROM persons p LEFT JOIN person_names n ON n.person_id = p.person_id AND n.name_type = 'primary'
   WHERE p.person_id = $personId`,
)

/** Staff, those who left included, by a part of the name or the beginning of the id. */
export const csrsNamed = query<CsrsNamed>(
  'csrs-named',
  `SELECT csr_id, display_name AS name, is_active FROM csr_users
   WHERE strpos(search_folded(display_name), search_folded($name::text)) > 0 OR starts_with(csr_id, lower($name))
   ORDER BY is_active DESC, display_name, csr_id LIMIT 21`,
)

export const nameOfCsr = query<NameOfCsr>(
  'name-of-csr',
  'SELECT display_name AS name FROM csr_users WHERE csr_id = $csrId',
)
