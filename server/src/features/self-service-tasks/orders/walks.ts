import {
  amountWithin,
  beginning,
  createdBeside,
  createdWithin,
  cursorAt,
  type Direction,
  endOf,
  furtherOf,
  groups,
  inGroup,
  instant,
  type Key,
  limit,
  narrowed,
  sides,
} from '../find/sql-parts.ts'

/** How many of each group are looked at to learn how far a page reaches. */
const looked = 4

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

/** What is read in the order of one column, in two streams: what CSRs made and what others did. */
export type Streams = 'everything' | 'unfinished'

/** All tasks by their making; or what is not final, by its making or its last change. */
export function streamed(
  of: Streams,
  key: 'created_at' | 'updated_at',
  direction: Direction,
  isNarrow: boolean,
): string {
  const { order } = sides[direction]
  const condition = `t.is_by_csr = b.by_csr::boolean${
    of === 'everything'
      ? ''
      : ' AND NOT t.is_final AND t.state = ANY ($states::text[]) AND t.task_type = ANY ($types::text[])'
  }${isNarrow ? ` AND ${narrowed}` : ''}`
  return `SELECT x.task_id AS "task_id!" FROM unnest($makers::text[]) b (by_csr), ${endOf(key, direction, condition, limit)}
   ORDER BY x.${key} ${order}, x.task_id ${order} LIMIT ${limit}`
}

/** The classes of `change_class`, with how long after its making a task of each changed last, in hours. */
const changeClasses = `(VALUES (0, interval '-infinity', interval '1 hour'), (1, '1 hour', '24 hours'), (2, '24 hours', '168 hours'),
     (3, '168 hours', '744 hours'), (4, '744 hours', '8784 hours'), (5, '8784 hours', 'infinity')) c (change_class, least, most)`

/**
 * Tasks by their last change, where a question is about many of them: of each class where those made in the period can stand,
 * and of a class no more is passed by than was made in the time that it is wide.
 */
export function changed(direction: Direction, isNarrow: boolean): string {
  const { than, order } = sides[direction]
  const [first, last] = [`${instant('$since')} + c.least`, `${instant('$until')} + c.most`]
  const [from, to] =
    direction === 'descending' ? [last, `t.updated_at >= ${first}`] : [first, `t.updated_at < ${last}`]
  return `SELECT x.task_id AS "task_id!" FROM ${changeClasses}, LATERAL (
     SELECT t.self_service_task_id AS task_id, t.updated_at FROM self_service_tasks t
     WHERE t.change_class = c.change_class::smallint
       AND (t.updated_at, t.self_service_task_id) ${than} ${furtherOf(cursorAt, from, direction)} AND ${to}
       AND ${createdBeside} AND t.state = ANY ($states::text[]) AND t.task_type = ANY ($types::text[])
       AND t.is_by_csr::text = ANY ($makers::text[])${isNarrow ? ` AND ${narrowed}` : ''}
     ORDER BY t.updated_at ${order}, t.self_service_task_id ${order} LIMIT ${limit}) x
   ORDER BY x.updated_at ${order}, x.task_id ${order} LIMIT ${limit}`
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
