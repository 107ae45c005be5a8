import { command, query } from '#database/query.ts'
import type { EntriesFound, MakeRecordPartitions, WebUsersOfEntries } from './queries.generated.ts'

/** Newest first, one more than a page. Dates are the utility's. */
export const entriesFound = query<EntriesFound>(
  'entries-found',
  `SELECT record_entry_id, at, event, action, actor_kind, csr_id, web_user_id, account_id, masquerade_id,
     self_service_task_id AS task_id, host(ip_address) AS ip_address, reason, correlation_id,
     CASE WHEN action = 'customer:search' THEN details ->> 'families' END AS families,
     CASE WHEN action = 'customer:search' THEN (details ->> 'hits')::integer END AS hits,
     CASE WHEN action = 'customer:search' THEN (details ->> 'named')::integer END AS named, details ->> 'givenReason' AS given_reason
   FROM record_entries
   WHERE ($before::bigint IS NULL OR record_entry_id < $before)
     AND ($csrId::text IS NULL OR csr_id = $csrId)
     AND ($webUserId::bigint IS NULL OR web_user_id = $webUserId)
     AND ($userName::text IS NULL OR web_user_id = (
       SELECT w.web_user_id FROM web_users w WHERE lower(w.user_name) COLLATE "C" = lower($userName)))
     AND ($accountId::bigint IS NULL OR account_id = $accountId)
     AND ($masqueradeId::text IS NULL OR masquerade_id = $masqueradeId)
     AND ($event::text IS NULL OR event = $event)
     AND ($termsHashes::text[] IS NULL
       OR action = 'customer:search' AND details ->> 'termsHash' = ANY ($termsHashes))
     AND ($from::date IS NULL OR at >= $from::date::timestamp AT TIME ZONE $timeZone::text)
     AND ($to::date IS NULL OR at < ($to::date + 1)::timestamp AT TIME ZONE $timeZone::text)
     AND (NOT $staffOnly::boolean OR actor_kind <> 'customer')
   ORDER BY record_entry_id DESC LIMIT 101`,
)

/** Who these web users are, protected or not: the caller masks. */
export const webUsersOfEntries = query<WebUsersOfEntries>(
  'web-users-of-entries',
  `SELECT w.web_user_id, w.user_name, w.person_id, full_name(n.given_name, n.surname, n.organisation_name) AS "person_name!",
     person_is_protected(w.person_id) AS "is_protected!"
   FROM web_users w JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
   WHERE w.web_user_id = ANY ($webUserIds::bigint[])`,
)

export const makeRecordPartitions = command<MakeRecordPartitions, 'job:make-record-partitions'>(
  'make-record-partitions',
  'SELECT make_record_partitions(now())',
)
