import { query } from '#database/query.ts'
import { taskColumns, taskCustomer } from '../task-columns.ts'
import type {
  CountedTasks,
  FewTasks,
  OwnersOfPersons,
  PeriodOf,
  TaskRows,
  WebUsersCalled,
} from './queries.generated.ts'
import { amountWithin, createdWithin, filters, groups, inGroup, inPeriod, instant } from './sql-parts.ts'
import { orderedColumns, tasksOfSubject } from './subjects.ts'

/** How far an instant is from 1970, less where it comes first in the order: timestamps cannot be negated. */
const distance = (at: string) =>
  `CASE WHEN $sign::integer = 1 THEN ${at} - timestamptz 'epoch' ELSE timestamptz 'epoch' - ${at} END`

const from = (column: string) => `t.${column} >= ${instant('$since')}`
/** The first tasks of each group after the cursor, in each order that has an index by group. */
const firstOfGroups = [
  { sort: 'created', sign: -1, within: from('created_at') },
  { sort: 'created', sign: 1, within: `t.created_at < ${instant('$until')}` },
  { sort: 'updated', sign: -1, within: `${inPeriod} AND ${from('updated_at')}` },
  { sort: 'updated', sign: 1, within: `${inPeriod} AND ${from('updated_at')}` },
].map(({ sort, sign, within }) => {
  const [at, id] = [`t.${sort}_at`, 't.self_service_task_id']
  const [after, direction] = sign === -1 ? ['<', 'DESC'] : ['>', 'ASC']
  return `SELECT t.* FROM ${groups}, LATERAL (
         SELECT ${orderedColumns} FROM self_service_tasks t
         WHERE $source::text = 'groups' AND $sort::text = '${sort}' AND $sign::integer = ${sign} AND ${inGroup} AND ${filters}
           AND ${within} AND (${at}, ${id}) ${after} (${instant('$cursorAt')}, $cursorId::bigint)
         ORDER BY ${at} ${direction}, ${id} ${direction} LIMIT $limit::bigint) t`
})

/**
 * A page of all tasks that a source finds, in any order. Reads the source to its end: sources are chosen so that they are short.
 * Tasks without an amount are left out where the order is by amount.
 */
export const fewTasks = query<FewTasks>(
  'few-tasks',
  `SELECT f.task_id AS "task_id!" FROM (
     SELECT t.self_service_task_id AS task_id, $sign * t.self_service_task_id AS tie,
       CASE $sort::text WHEN 'type' THEN array_position($ranking::text[], t.task_type)
         WHEN 'state' THEN array_position($ranking, t.state) ELSE 0 END AS rank,
       CASE $sort WHEN 'amount' THEN $sign * t.amount_cents ELSE 0 END AS cents,
       ${distance("CASE $sort WHEN 'updated' THEN t.updated_at WHEN 'amount' THEN timestamptz 'epoch' ELSE t.created_at END")} AS distance
     FROM (
       ${tasksOfSubject}
       UNION ALL
       ${firstOfGroups.join('\n       UNION ALL\n       ')}
       UNION ALL
       SELECT t.* FROM ${groups}, LATERAL (
         SELECT ${orderedColumns} FROM self_service_tasks t
         WHERE $source = 'period' AND ${inGroup} AND ${createdWithin} AND ${filters} ORDER BY t.created_at DESC) t
       UNION ALL
       SELECT t.* FROM ${groups}, LATERAL (
         SELECT ${orderedColumns} FROM self_service_tasks t
         WHERE $source = 'amounts' AND ${inGroup} AND ${amountWithin} AND ${filters} AND ${inPeriod} OFFSET 0) t) t) f
   WHERE (f.rank, f.cents, f.distance, f.tie)
     > ($cursorRank::integer, $sign * $cursorCents::bigint, ${distance(instant('$cursorAt'))}, $sign * $cursorId::bigint)
   ORDER BY f.rank, f.cents, f.distance, f.tie LIMIT $limit::bigint`,
)

const createdFrom = (age: string) => `t.created_at >= ${instant(age)}`
const countedByAge = `ARRAY[
       count(*) FILTER (WHERE ${createdFrom('$today')}),
       count(*) FILTER (WHERE ${createdFrom('$threeDays')} AND NOT ${createdFrom('$today')}),
       count(*) FILTER (WHERE ${createdFrom('$sevenDays')} AND NOT ${createdFrom('$threeDays')}),
       count(*) FILTER (WHERE ${createdFrom('$thirtyDays')} AND NOT ${createdFrom('$sevenDays')}),
       count(*) FILTER (WHERE NOT ${createdFrom('$thirtyDays')})]`

/** The number of tasks of each state and type, by age, the youngest first. A type may come twice, by CSRs and by others. */
export const countedTasks = query<CountedTasks>(
  'counted-tasks',
  `SELECT t.state AS "state!", t.task_type AS "task_type!", ${countedByAge} AS "counts!"
   FROM (${tasksOfSubject}) t GROUP BY 1, 2
   UNION ALL
   SELECT s.state, y.task_type, c.counts FROM ${groups}, LATERAL (
     SELECT ${countedByAge} AS counts, count(*) AS number FROM (
       SELECT t.created_at FROM self_service_tasks t
       WHERE $source = 'groups' AND ${inGroup} AND ${createdWithin} AND ${filters} LIMIT $mostOfGroup::bigint) t) c
   WHERE c.number > 0`,
)

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
  `SELECT w.web_user_id, w.person_id FROM web_users w
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
