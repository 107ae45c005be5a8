/** One more than a page: it tells whether there is another. */
const limit = '$limit::integer'

/** An instant given as text: to the microsecond, and `infinity` where there is no end. Read once, not for each row. */
const instant = (parameter: string) => `(SELECT ${parameter}::text::timestamptz)`
const cursorAt = instant('$cursorAt')

const createdWithin = `t.created_at >= ${instant('$since')} AND t.created_at < ${instant('$until')}`
/** The same for an index that is led by something else: without this, it would be left for the one that is led by the making. */
const createdBeside = `(${createdWithin}) IS TRUE`
const amountWithin = 't.amount_cents >= $leastCents::bigint AND t.amount_cents <= $mostCents::bigint'

/** What no index of an order knows. Null: no matter. */
const narrowed = `($byCustomer::boolean IS NULL OR t.actor_kind = 'customer')
       AND ($unassigned::boolean IS NULL OR (t.assigned_csr_id IS NULL AND t.assigned_csr_group IS NULL))
       AND ($anyAmount::boolean OR (${amountWithin}))`

/** Every state, type and kind of maker that is asked for: the indexes hold each of these groups in order. */
const groups = `unnest($states::text[]) WITH ORDINALITY s (state, at)
     CROSS JOIN unnest($types::text[]) WITH ORDINALITY y (task_type, at)
     CROSS JOIN unnest($makers::text[]) b (by_csr)`
const inGroup = 't.state = s.state AND t.task_type = y.task_type AND t.is_by_csr = b.by_csr::boolean'

/** How many of each group are looked at to learn how far a page reaches. */
const looked = 4

export type Key = 'created_at' | 'updated_at' | 'amount_cents'
export type Direction = 'ascending' | 'descending'

const sides = {
  descending: { than: '<', atLeast: '>=', order: 'DESC', last: 'min', end: '-infinity', leastCents: -9e15 },
  ascending: { than: '>', atLeast: '<=', order: 'ASC', last: 'max', end: 'infinity', leastCents: 9e15 },
}

/**
 * Where a scan begins: at the cursor, or where what is asked for begins if that comes later. Both in one comparison, since an
 * index that is given two looks for the place of the first and reads from there to the second.
 */
function beginning(key: Key, direction: Direction): string {
  const [cursor, limit] = {
    created_at: [cursorAt, instant(direction === 'descending' ? '$until' : '$since')],
    updated_at: [cursorAt, `timestamptz '${direction === 'descending' ? 'infinity' : '-infinity'}'`],
    amount_cents: [
      '$cursorCents::bigint',
      direction === 'descending' ? '$mostCents::bigint + 1' : '$leastCents::bigint',
    ],
  }[key]
  const [nearest, isBehind] = direction === 'descending' ? ['LEAST', '<'] : ['GREATEST', '>=']
  return `(${nearest}(${cursor}, ${limit}), CASE WHEN ${cursor} ${isBehind} ${limit} THEN $cursorId::bigint ELSE ${-9e15} END)`
}

/**
 * The tasks behind a cursor in the order of one column, read from the ends of all groups at once. The first few of each group
 * say how far a page reaches at most, and no group is read beyond that.
 * @param isNarrow whether rows have to be looked at, where the index alone does not tell
 */
export function walk(key: Key, direction: Direction, isNarrow: boolean): string {
  const { than, atLeast, order, last, end, leastCents } = sides[direction]
  const isAmount = key === 'amount_cents'
  // What the index of each order knows beside it: no row is looked at for these.
  const within = {
    created_at: createdWithin,
    updated_at: isNarrow ? createdBeside : 'true',
    amount_cents: `${amountWithin} AND ${createdBeside}`,
  }[key]
  const behind = `${inGroup} AND (t.${key}, t.self_service_task_id) ${than} ${beginning(key, direction)}
         AND ${within}${isNarrow ? ` AND ${narrowed}` : ''}`
  const ordered = `ORDER BY t.${key} ${order}, t.self_service_task_id ${order}`
  return `WITH first AS MATERIALIZED (
     SELECT x.key FROM ${groups}, LATERAL (
       SELECT t.${key} AS key FROM self_service_tasks t WHERE ${behind} ${ordered} LIMIT ${looked}) x
     ORDER BY x.key ${order} LIMIT ${limit}),
   reach AS MATERIALIZED (
     SELECT CASE WHEN count(*) < ${limit} THEN ${isAmount ? leastCents : `timestamptz '${end}'`} ELSE ${last}(key) END AS key FROM first)
   SELECT x.task_id AS "task_id!" FROM reach, ${groups}, LATERAL (
     SELECT t.self_service_task_id AS task_id, t.${key} AS key FROM self_service_tasks t
     WHERE ${behind} AND t.${key} ${atLeast} reach.key ${ordered} LIMIT ${limit}) x
   ORDER BY x.key ${order}, x.task_id ${order} LIMIT ${limit}`
}

/** The place of a task's type or state among those asked for, as they were given. */
const rank = `CASE $rankedBy::text WHEN 'type' THEN y.at ELSE s.at END`

/** The tasks of a few types or states one after the other, the newest of each first; the cursor stands in the first of them. */
export const rankedWalk = (isNarrow: boolean) => `SELECT x.task_id AS "task_id!" FROM ${groups}, LATERAL (
     SELECT t.self_service_task_id AS task_id, t.created_at FROM self_service_tasks t
     WHERE ${inGroup} AND ${createdWithin}${isNarrow ? ` AND ${narrowed}` : ''}
       AND (t.created_at, t.self_service_task_id) < (
         CASE WHEN ${rank} > 1 THEN ${instant('$until')} ELSE LEAST(${cursorAt}, ${instant('$until')}) END,
         CASE WHEN ${rank} > 1 OR ${cursorAt} >= ${instant('$until')} THEN ${-9e15} ELSE $cursorId::bigint END)
     ORDER BY t.created_at DESC, t.self_service_task_id DESC LIMIT ${limit}) x
   ORDER BY ${rank}, x.created_at DESC, x.task_id DESC LIMIT ${limit}`

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
const asked = `${ofGroups}\n       AND ${ofOthers}\n       AND ${createdWithin}\n       AND ${narrowed}`

/** What one of these finds: whichever is given. */
const found = `(t.self_service_task_id = $byTask::bigint OR t.correlation_id = $byCorrelation::uuid
       OR t.account_id = ANY ($byAccounts::bigint[]) OR t.self_service_user_id = ANY ($byWebUsers::bigint[])
       OR t.csr_id = $byCsrId::text OR t.prepared_by_csr_id = $byCsrId::text
       OR t.assigned_csr_id = $byAssigned::text OR t.assigned_csr_group = ANY ($byGroups::text[]))`

const everySource = {
  /** By whom or what it belongs to. */
  set: `self_service_tasks t WHERE ${found} AND ${asked}`,
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

/** The newest (or oldest) of each account, web user and so on, read from the ends of their indexes. */
export function newestOfSet(direction: Direction): string {
  const { than, order } = sides[direction]
  const of = (condition: string) => `LATERAL (
       SELECT t.self_service_task_id AS task_id, t.created_at FROM self_service_tasks t
       WHERE ${condition} AND (t.created_at, t.self_service_task_id) ${than} ${beginning('created_at', direction)} AND ${createdWithin}
       ORDER BY t.created_at ${order}, t.self_service_task_id ${order} LIMIT ${limit}) x`
  const each = (array: string, column: string) =>
    `SELECT x.* FROM unnest(${array}) k (id), ${of(`t.${column} = k.id`)}`
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
