import { query } from '#database/query.ts'
import { taskColumns, taskCustomer } from '../task-columns.ts'
import type {
  AreManyAmounts,
  CountedGroups,
  CountedGroupsNarrow,
  CountedSet,
  FirstChangedOfCsr,
  GroupsOfCsr,
  InAmounts,
  InPeriod,
  InPeriodByUpdated,
  InSet,
  IsLongPeriod,
  LastChangedOfCsr,
  NewestOfSet,
  OldestOfSet,
  OwnersOfPersons,
  PeriodOf,
  TaskRows,
  UnfinishedInSet,
  WebUsersCalled,
} from './queries.generated.ts'
import {
  changedOfCsr,
  countedGroups as countedIn,
  countedSet as countedOf,
  isMany,
  newestOfSet,
  periodByUpdated,
  sorted,
} from './set-parts.ts'

// What is few enough to be read whole, in any order.
export const inSet = query<InSet>('in-set', sorted('set'))
export const unfinishedInSet = query<UnfinishedInSet>('unfinished-in-set', sorted('unfinished'))
export const inPeriod = query<InPeriod>('in-period', sorted('period'))
export const inAmounts = query<InAmounts>('in-amounts', sorted('amounts'))
export const inPeriodByUpdated = query<InPeriodByUpdated>('in-period-by-updated', periodByUpdated)
export const isLongPeriod = query<IsLongPeriod>('is-long-period', isMany('period'))
export const areManyAmounts = query<AreManyAmounts>('are-many-amounts', isMany('amounts'))

export const newestInSet = query<NewestOfSet>('newest-of-set', newestOfSet('descending'))
export const oldestInSet = query<OldestOfSet>('oldest-of-set', newestOfSet('ascending'))

export const lastChangedOfCsr = query<LastChangedOfCsr>('last-changed-of-csr', changedOfCsr('descending'))
export const firstChangedOfCsr = query<FirstChangedOfCsr>('first-changed-of-csr', changedOfCsr('ascending'))

export const countedSet = query<CountedSet>('counted-set', countedOf)
export const countedGroups = query<CountedGroups>('counted-groups', countedIn(false))
export const countedGroupsNarrow = query<CountedGroupsNarrow>('counted-groups-narrow', countedIn(true))

/** The rows of a page, in its order, with where each stands in any order. */
export const taskRows = query<TaskRows>(
  'task-rows',
  `SELECT ${taskColumns},
     to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "created_key!",
     to_char(t.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "updated_key!"
   FROM unnest($ids::bigint[]) WITH ORDINALITY p (id, at)
   JOIN self_service_tasks t ON t.self_service_task_id = p.id ${taskCustomer}
   ORDER BY p.at`,
)

const begins = (daysAgo: number) => `(now.day - ${daysAgo})::timestamp AT TIME ZONE $timeZone::text`

/** Days of the utility's calendar as instants, as text: a period, and where each age begins. */
export const periodOf = query<PeriodOf>(
  'period-of',
  `SELECT (${begins(0)})::text AS "today!", (${begins(3)})::text AS "three_days!", (${begins(7)})::text AS "seven_days!",
     (${begins(30)})::text AS "thirty_days!",
     GREATEST(COALESCE(($from::date)::timestamp AT TIME ZONE $timeZone, '-infinity'), CASE $age::text WHEN 'today' THEN ${begins(0)}
       WHEN '1-3' THEN ${begins(3)} WHEN '4-7' THEN ${begins(7)} WHEN '8-30' THEN ${begins(30)} ELSE '-infinity' END)::text AS "since!",
     LEAST(COALESCE(($to::date + 1)::timestamp AT TIME ZONE $timeZone, 'infinity'), CASE $age WHEN '1-3' THEN ${begins(0)}
       WHEN '4-7' THEN ${begins(3)} WHEN '8-30' THEN ${begins(7)} WHEN 'over-30' THEN ${begins(30)} ELSE 'infinity' END)::text AS "until!"
   FROM (SELECT (current_instant() AT TIME ZONE $timeZone)::date AS day) now`,
)

export const webUsersCalled = query<WebUsersCalled>(
  'web-users-called',
  `SELECT w.web_user_id FROM web_users w
   WHERE lower(w.user_name) COLLATE "C" LIKE $pattern::text
     AND NOT EXISTS (SELECT 1 FROM search_guarded_persons g WHERE g.person_id = w.person_id)
   LIMIT $most::integer`,
)

/** The accounts that persons are on, and their web users; of protected customers none. */
export const ownersOfPersons = query<OwnersOfPersons>(
  'owners-of-persons',
  `SELECT ARRAY(SELECT DISTINCT ap.account_id FROM account_persons ap WHERE ap.person_id = ANY ($persons::bigint[])
       AND NOT EXISTS (SELECT 1 FROM search_guarded_accounts g WHERE g.account_id = ap.account_id)) AS "accounts!",
     ARRAY(SELECT w.web_user_id FROM web_users w WHERE w.person_id = ANY ($persons)) AS "web_users!"`,
)

/** The groups that a CSR is in now. */
export const groupsOfCsr = query<GroupsOfCsr>(
  'groups-of-csr',
  `SELECT DISTINCT m.csr_group, g.name FROM group_memberships m JOIN csr_groups g USING (csr_group)
   WHERE m.csr_id = $csrId AND m.effective_from <= current_instant() AND m.effective_to > current_instant() ORDER BY g.name`,
)
