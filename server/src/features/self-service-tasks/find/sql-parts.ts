/** One more than a page: it tells whether there is another. */
export const limit = '$limit::integer'

/** An instant given as text: to the microsecond, and `infinity` where there is no end. Read once, not for each row. */
export const instant = (parameter: string) => `(SELECT ${parameter}::text::timestamptz)`
export const cursorAt = instant('$cursorAt')

export const createdWithin = `t.created_at >= ${instant('$since')} AND t.created_at < ${instant('$until')}`
/** The same for an index that is led by something else: without this, it would be left for the one that is led by the making. */
export const createdBeside = `(${createdWithin}) IS TRUE`
export const amountWithin = 't.amount_cents >= $leastCents::bigint AND t.amount_cents <= $mostCents::bigint'

/** What no index of an order knows. Null: no matter. */
export const narrowed = `($byCustomer::boolean IS NULL OR t.actor_kind = 'customer')
       AND ($unassigned::boolean IS NULL OR (t.assigned_csr_id IS NULL AND t.assigned_csr_group IS NULL))
       AND ($anyAmount::boolean OR (${amountWithin}))`

/** Every state, type and kind of maker that is asked for: the indexes hold each of these groups in order. */
export const groups = `unnest($states::text[]) WITH ORDINALITY s (state, at)
     CROSS JOIN unnest($types::text[]) WITH ORDINALITY y (task_type, at)
     CROSS JOIN unnest($makers::text[]) b (by_csr)`
export const inGroup = 't.state = s.state AND t.task_type = y.task_type AND t.is_by_csr = b.by_csr::boolean'

export type Key = 'created_at' | 'updated_at' | 'amount_cents'
export type Direction = 'ascending' | 'descending'

export const sides = {
  descending: { than: '<', atLeast: '>=', order: 'DESC', last: 'min', end: '-infinity', leastCents: -9e15 },
  ascending: { than: '>', atLeast: '<=', order: 'ASC', last: 'max', end: 'infinity', leastCents: 9e15 },
}

/** Where a scan begins: at the cursor, or where what is asked for begins if that comes later. */
export function beginning(key: Key, direction: Direction): string {
  const [cursor, limit] = {
    created_at: [cursorAt, instant(direction === 'descending' ? '$until' : '$since')],
    updated_at: [cursorAt, `timestamptz '${direction === 'descending' ? 'infinity' : '-infinity'}'`],
    amount_cents: [
      '$cursorCents::bigint',
      direction === 'descending' ? '$mostCents::bigint + 1' : '$leastCents::bigint',
    ],
  }[key]
  return furtherOf(cursor as string, limit as string, direction)
}

/** Both in one comparison, since an index that is given two looks for the place of the first and reads from there to the second. */
export function furtherOf(cursor: string, limit: string, direction: Direction): string {
  const [nearest, isBehind] = direction === 'descending' ? ['LEAST', '<'] : ['GREATEST', '>=']
  return `(${nearest}(${cursor}, ${limit}), CASE WHEN ${cursor} ${isBehind} ${limit} THEN $cursorId::bigint ELSE ${-9e15} END)`
}

/** The first few behind the cursor of those that a condition and an index in this order have. */
export function endOf(
  key: 'created_at' | 'updated_at',
  direction: Direction,
  condition: string,
  most: string,
): string {
  const { than, order } = sides[direction]
  const within = key === 'created_at' ? createdWithin : createdBeside
  return `LATERAL (
       SELECT t.self_service_task_id AS task_id, t.${key} FROM self_service_tasks t
       WHERE ${condition} AND (t.${key}, t.self_service_task_id) ${than} ${beginning(key, direction)} AND ${within}
       ORDER BY t.${key} ${order}, t.self_service_task_id ${order} LIMIT ${most}) x`
}
