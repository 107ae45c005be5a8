import {
  amountWithin,
  createdBeside,
  createdWithin,
  cursorAt,
  type Direction,
  endOf,
  groups,
  inGroup,
  instant,
  limit,
  narrowed,
  sides,
} from './sql-parts.ts'

/** Whoever a task belongs to, where something else found it. Null: no matter. */
const ofOthers = `($onAccount::bigint IS NULL OR t.account_id = $onAccount)
       AND ($ofWebUsers::bigint[] IS NULL OR t.self_service_user_id = ANY ($ofWebUsers::bigint[]))
       AND ($ofPersonsAccounts::bigint[] IS NULL OR t.account_id = ANY ($ofPersonsAccounts::bigint[])
         OR t.self_service_user_id = ANY ($ofPersonsWebUsers::bigint[]))
       AND ($ofCsr::text IS NULL OR t.csr_id = $ofCsr OR t.prepared_by_csr_id = $ofCsr)
       AND ($ofCorrelation::uuid IS NULL OR t.correlation_id = $ofCorrelation)
       AND ($ofAssigned::boolean IS NULL OR t.assigned_csr_id = $assignedTo::text
         OR t.assigned_csr_group = ANY ($assignedGroups::text[]))`
const ofGroups = `($states::text[] IS NULL OR t.state = ANY ($states::text[]))
       AND ($types::text[] IS NULL OR t.task_type = ANY ($types::text[]))
       AND ($byCsr::boolean IS NULL OR t.is_by_csr = $byCsr)`
const asked = `${ofGroups}\n       AND ${ofOthers}\n       AND ${createdBeside}\n       AND ${narrowed}`

/**
 * What one of these finds: whichever is given. Each by its own index, and no task twice: one condition that has them all would
 * leave it to the planner which of them to look up, whatever is given.
 */
const found = `(${[
  'self_service_tasks t WHERE t.self_service_task_id = $byTask::bigint',
  'self_service_tasks t WHERE t.correlation_id = $byCorrelation::uuid',
  'unnest($byAccounts::bigint[]) k (id) JOIN self_service_tasks t ON t.account_id = k.id',
  `unnest($byWebUsers::bigint[]) k (id) JOIN self_service_tasks t ON t.self_service_user_id = k.id
       WHERE NOT EXISTS (SELECT 1 FROM unnest($byAccounts) a (id) WHERE a.id = t.account_id)`,
  'self_service_tasks t WHERE t.csr_id = $byCsrId::text',
  'self_service_tasks t WHERE t.prepared_by_csr_id = $byCsrId AND t.csr_id IS DISTINCT FROM $byCsrId',
  'self_service_tasks t WHERE t.assigned_csr_id = $byAssigned::text',
  'unnest($byGroups::text[]) k (id) JOIN self_service_tasks t ON t.assigned_csr_group = k.id',
]
  .map((source) => `SELECT t.* FROM ${source}`)
  .join('\n     UNION ALL ')}) t`

const everySource = {
  /** By whom or what it belongs to. */
  set: `${found} WHERE ${asked}`,
  /** The same of what is not final. */
  unfinished: `${found} WHERE NOT t.is_final AND ${asked}`,
  /** By the days on which it was made. */
  period: `${groups}, self_service_tasks t WHERE ${inGroup} AND ${createdWithin} AND ${narrowed}`,
  /** The same by its index alone, which has the last change too. */
  bare: `${groups}, self_service_tasks t WHERE ${inGroup} AND ${createdWithin}`,
  /** By its amount. */
  amounts: `${groups}, self_service_tasks t WHERE ${inGroup} AND ${amountWithin} AND ${createdBeside} AND ${narrowed}`,
}
export type Source = keyof typeof everySource

/** All that a source finds, in whatever order is asked for: for what is few enough to be read whole. */
export const sorted = (source: Exclude<Source, 'bare'>) =>
  inOrder(
    source,
    `CASE $sort::text WHEN 'type' THEN array_position($ranking::text[], t.task_type)
         WHEN 'state' THEN array_position($ranking::text[], t.state) ELSE 0 END`,
    `CASE $sort WHEN 'amount' THEN t.amount_cents::double precision
         WHEN 'updated' THEN date_part('epoch', t.updated_at) ELSE date_part('epoch', t.created_at) END`,
    `CASE $sort WHEN 'amount' THEN $cursorCents::bigint::double precision ELSE (SELECT date_part('epoch', ${cursorAt})) END`,
    "AND ($sort <> 'amount' OR t.amount_cents IS NOT NULL)",
  )

/** All of a period by their last change. */
export const periodByUpdated = inOrder(
  'bare',
  '0',
  "date_part('epoch', t.updated_at)",
  `(SELECT date_part('epoch', ${cursorAt}))`,
  '',
)

function inOrder(source: Source, rank: string, key: string, cursor: string, more: string): string {
  return `SELECT f.task_id AS "task_id!" FROM (
     SELECT t.self_service_task_id AS task_id, ${rank} AS rank, $sign::integer * ${key} AS key,
       $sign * t.self_service_task_id AS tie
     FROM ${everySource[source]} ${more}) f
   WHERE (f.rank, f.key, f.tie) > ($cursorRank::integer, $sign * ${cursor}, $sign * $cursorId::bigint)
   ORDER BY f.rank, f.key, f.tie LIMIT ${limit}`
}

/** Whether more than $most are in a period or have such amounts. */
export const isMany = (source: 'period' | 'amounts') => `SELECT count(*) > $most::integer AS "is_many!" FROM (
     SELECT 1 FROM ${groups}, LATERAL (
       SELECT 1 FROM self_service_tasks t WHERE ${inGroup} AND ${source === 'period' ? createdWithin : amountWithin}
       LIMIT $most + 1) x
     LIMIT $most + 1) few`

/**
 * The newest (or oldest) of each account, web user and so on, read from the ends of their indexes. Whose newest task is not
 * among a page's worth of such has none on the page.
 */
export function newestOfSet(direction: Direction): string {
  const { order } = sides[direction]
  const of = (condition: string, most = limit) => endOf('created_at', direction, condition, most)
  const each = (array: string, column: string) =>
    `SELECT x.* FROM (
       SELECT k.id FROM unnest(${array}) k (id), ${of(`t.${column} = k.id`, '1')}
       ORDER BY x.created_at ${order}, x.task_id ${order} LIMIT ${limit}) k, ${of(`t.${column} = k.id`)}`
  const one = (value: string, column: string) => `SELECT x.* FROM ${of(`t.${column} = ${value}`)}`
  return `SELECT DISTINCT f.task_id AS "task_id!", f.created_at FROM (
     ${[
       each('$byAccounts::bigint[]', 'account_id'),
       each('$byWebUsers::bigint[]', 'self_service_user_id'),
       one('$byCsrId::text', 'csr_id'),
       one('$byCsrId', 'prepared_by_csr_id'),
       one('$byAssigned::text', 'assigned_csr_id'),
       each('$byGroups::text[]', 'assigned_csr_group'),
     ].join('\n     UNION ALL ')}) f
   ORDER BY f.created_at ${order}, f.task_id ${order} LIMIT ${limit}`
}

/** What a CSR did by its last change, from the ends of its indexes. */
export function changedOfCsr(direction: Direction): string {
  const { order } = sides[direction]
  const of = (column: string) =>
    `SELECT x.* FROM ${endOf('updated_at', direction, `t.${column} = $byCsrId::text`, limit)}`
  return `SELECT DISTINCT f.task_id AS "task_id!", f.updated_at FROM (
     ${of('csr_id')} UNION ALL ${of('prepared_by_csr_id')}) f
   ORDER BY f.updated_at ${order}, f.task_id ${order} LIMIT ${limit}`
}

const ages = [
  ['today', `t.created_at >= ${instant('$today')}`],
  ['1-3', `t.created_at >= ${instant('$threeDays')} AND t.created_at < ${instant('$today')}`],
  ['4-7', `t.created_at >= ${instant('$sevenDays')} AND t.created_at < ${instant('$threeDays')}`],
  ['8-30', `t.created_at >= ${instant('$thirtyDays')} AND t.created_at < ${instant('$sevenDays')}`],
  ['over-30', `t.created_at < ${instant('$thirtyDays')}`],
] as const
const perAge = ages.map(([, is]) => `count(*) FILTER (WHERE ${is})`).join(', ')

/** How many of each group were made when, the newest age first; of a group not more than $most. */
export const countedGroups = (
  isNarrow: boolean,
) => `SELECT s.state AS "state!", y.task_type AS "task_type!", x.counts AS "counts!"
   FROM ${groups}, LATERAL (
     SELECT ARRAY[${perAge}] AS counts, count(*) AS all_of_it FROM (
       SELECT t.created_at FROM self_service_tasks t
       WHERE ${inGroup} AND ${createdWithin}${isNarrow ? ` AND ${narrowed}` : ''} LIMIT $most::integer) t) x
   WHERE x.all_of_it > 0`

/** The same of what was found by whom or what it belongs to, not more than $most of all. */
export const countedSet = `SELECT t.state AS "state!", t.task_type AS "task_type!", ARRAY[${perAge}] AS "counts!" FROM (
     SELECT t.state, t.task_type, t.created_at FROM ${everySource.set} LIMIT $most::integer) t
   GROUP BY 1, 2`
