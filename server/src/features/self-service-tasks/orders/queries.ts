import { query } from '#database/query.ts'
import { amountWithin, filters, groups, inGroup, inPeriod, instant, ofGroups } from '../find/sql-parts.ts'
import type {
  FirstChangedTasks,
  HighestAmounts,
  LastChangedTasks,
  LowestAmounts,
  NewestTasks,
  OldestTasks,
  TasksByRank,
} from './queries.generated.ts'

const cursorAt = instant('$cursorAt')
/** Less than the id of every task. */
const leastId = -9e15

/**
 * A page of the tasks that `inOrder` gives and that pass the filters. Reads $mostRead tasks at most; the indexes have the order and
 * all columns, so PostgreSQL stops as soon as the page is full. `is_cut`: the page is not full, and tasks were left unread.
 */
const pageOf = (inOrder: string) => `WITH read AS MATERIALIZED (${inOrder} LIMIT $mostRead::bigint),
   page AS MATERIALIZED (
     SELECT ARRAY(SELECT t.task_id FROM read t WHERE ${ofGroups} AND ${filters} AND ${inPeriod} LIMIT $limit::bigint) AS task_ids)
   SELECT task_ids AS "task_ids!", cardinality(task_ids) < $limit AND (SELECT count(*) FROM read) = $mostRead AS "is_cut!" FROM page`

/** A page of arms that each have an index in this order: PostgreSQL merges them. */
const merged = (arms: readonly string[], order: string) =>
  pageOf(`${arms.join(' UNION ALL ')} ORDER BY ${order}`)

// Only what the index has: one column more, and PostgreSQL reads the rows too.
const columns = `t.self_service_task_id AS task_id, t.created_at, t.state, t.task_type, t.actor_kind, t.amount_cents,
       t.assigned_csr_id, t.assigned_csr_group`
const tasks = `SELECT ${columns} FROM self_service_tasks t WHERE`
const changedTasks = `SELECT ${columns}, t.updated_at FROM self_service_tasks t WHERE`
const unfinished = '$anyUnfinished::boolean AND NOT t.is_final'
const final = '$anyFinal::boolean AND t.is_final'

// By creation: all tasks, or those that one CSR made or prepared. Each arm has an index in this order; they are merged.
// Without a cursor the page begins at the end of the period, or at its beginning.
const allOrOfCsr = [
  `$csrId::text IS NULL AND ${unfinished}`,
  `$csrId IS NULL AND ${final}`,
  't.csr_id = $csrId',
  't.prepared_by_csr_id = $csrId AND t.csr_id IS DISTINCT FROM $csrId',
]
export const newestTasks = query<NewestTasks>(
  'newest-tasks',
  merged(
    allOrOfCsr.map(
      (condition) => `(${tasks} ${condition}
       AND (t.created_at, t.self_service_task_id) < (${cursorAt}, $cursorId::bigint) AND t.created_at >= ${instant('$since')}
       ORDER BY t.created_at DESC, t.self_service_task_id DESC)`,
    ),
    'created_at DESC, task_id DESC',
  ),
)
export const oldestTasks = query<OldestTasks>(
  'oldest-tasks',
  merged(
    allOrOfCsr.map(
      (condition) => `(${tasks} ${condition}
       AND (t.created_at, t.self_service_task_id) > (${cursorAt}, $cursorId::bigint) AND t.created_at < ${instant('$until')}
       ORDER BY t.created_at, t.self_service_task_id)`,
    ),
    'created_at, task_id',
  ),
)

/**
 * The arms of the statements by last change: what is not final, and each `change_class` of what is. A class says how long after its
 * creation a task changed last, so tasks of a period changed last between the beginning of the period plus `least` and its end plus
 * `most`. PostgreSQL reads the index of the class from there, and not from today.
 */
const byChange = [
  { condition: unfinished, least: '-infinity', most: 'infinity' },
  { condition: `${final} AND t.change_class = 0`, least: '-infinity', most: '1 hour' },
  { condition: `${final} AND t.change_class = 1`, least: '1 hour', most: '24 hours' },
  { condition: `${final} AND t.change_class = 2`, least: '24 hours', most: '168 hours' },
  { condition: `${final} AND t.change_class = 3`, least: '168 hours', most: '744 hours' },
  { condition: `${final} AND t.change_class = 4`, least: '744 hours', most: '8784 hours' },
  { condition: `${final} AND t.change_class = 5`, least: '8784 hours', most: 'infinity' },
].map(({ condition, least, most }) => ({
  condition,
  first: `(${instant('$since')} + interval '${least}')`,
  last: `(${instant('$until')} + interval '${most}')`,
}))
export const lastChangedTasks = query<LastChangedTasks>(
  'last-changed-tasks',
  merged(
    byChange.map(
      ({
        condition,
        first,
        last,
      }) => `(${changedTasks} ${condition} AND ${inPeriod} AND t.updated_at >= ${first}
       AND (t.updated_at, t.self_service_task_id)
         < (LEAST(${cursorAt}, ${last}), CASE WHEN ${cursorAt} < ${last} THEN $cursorId::bigint ELSE ${leastId} END)
       ORDER BY t.updated_at DESC, t.self_service_task_id DESC)`,
    ),
    'updated_at DESC, task_id DESC',
  ),
)
export const firstChangedTasks = query<FirstChangedTasks>(
  'first-changed-tasks',
  merged(
    byChange.map(
      ({
        condition,
        first,
        last,
      }) => `(${changedTasks} ${condition} AND ${inPeriod} AND t.updated_at < ${last}
       AND (t.updated_at, t.self_service_task_id)
         > (GREATEST(${cursorAt}, ${first}), CASE WHEN ${cursorAt} >= ${first} THEN $cursorId::bigint ELSE ${leastId} END)
       ORDER BY t.updated_at, t.self_service_task_id)`,
    ),
    'updated_at, task_id',
  ),
)

// By amount: the first tasks of every group. Most groups have no amounts at all.
export const highestAmounts = query<HighestAmounts>(
  'highest-amounts',
  `SELECT t.task_id AS "task_id!" FROM ${groups}, LATERAL (
     ${tasks} ${inGroup} AND t.amount_cents >= $leastCents::bigint AND ${filters} AND ${inPeriod}
       AND (t.amount_cents, t.self_service_task_id) < ($cursorCents::bigint, $cursorId::bigint)
     ORDER BY t.amount_cents DESC, t.self_service_task_id DESC LIMIT $limit::bigint) t
   ORDER BY t.amount_cents DESC, t.task_id DESC LIMIT $limit`,
)
export const lowestAmounts = query<LowestAmounts>(
  'lowest-amounts',
  `SELECT t.task_id AS "task_id!" FROM ${groups}, LATERAL (
     ${tasks} ${inGroup} AND t.amount_cents <= $mostCents::bigint AND ${filters} AND ${inPeriod}
       AND (t.amount_cents, t.self_service_task_id) > ($cursorCents::bigint, $cursorId::bigint)
     ORDER BY t.amount_cents, t.self_service_task_id LIMIT $limit::bigint) t
   ORDER BY t.amount_cents, t.task_id LIMIT $limit`,
)

/**
 * By task type or state, in the order of $types or $states, and the newest of each first. PostgreSQL reads one type or state after
 * the other, until the page is full. Where amounts are asked for, groups without them are passed over.
 */
export const tasksByRank = query<TasksByRank>(
  'tasks-by-rank',
  `SELECT t.task_id AS "task_id!" FROM (
     SELECT s.state, y.task_type, b.by_csr, r.rank, CASE r.rank WHEN $cursorRank THEN ${cursorAt} ELSE ${instant('$until')} END AS last_at,
       CASE r.rank WHEN $cursorRank THEN $cursorId::bigint ELSE ${leastId} END AS last_id
     FROM ${groups}, LATERAL (SELECT CASE $sort::text WHEN 'type' THEN y.at ELSE s.at END AS rank) r
     WHERE r.rank >= $cursorRank::bigint
       AND ($anyAmount::boolean OR EXISTS (SELECT 1 FROM self_service_tasks t WHERE ${inGroup} AND ${amountWithin}))
     ORDER BY r.rank) g, LATERAL (
     ${tasks} t.state = g.state AND t.task_type = g.task_type AND t.is_by_csr = g.by_csr AND ${filters} AND ${inPeriod}
       AND t.created_at >= ${instant('$since')} AND (t.created_at, t.self_service_task_id) < (g.last_at, g.last_id)
     ORDER BY t.created_at DESC, t.self_service_task_id DESC LIMIT $limit::bigint) t
   ORDER BY g.rank, t.created_at DESC, t.task_id DESC LIMIT $limit`,
)
