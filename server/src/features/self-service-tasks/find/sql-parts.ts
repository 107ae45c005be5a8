/** An instant that travels as text, for its microseconds and `infinity`. The sub-select reads it once, not once a row. */
export const instant = (parameter: string) => `(SELECT ${parameter}::text::timestamptz)`

export const amountWithin = 't.amount_cents >= $leastCents::bigint AND t.amount_cents <= $mostCents::bigint'
export const createdWithin = `t.created_at >= ${instant('$since')} AND t.created_at < ${instant('$until')}`
/** The same, hidden from the planner: it would choose the index of creation where another one is meant. */
export const inPeriod = `(${createdWithin}) IS TRUE`

/** The filters that every index answers. Null, and `$anyAmount`, mean no filter. */
export const filters = `($actorKinds::text[] IS NULL OR t.actor_kind = ANY ($actorKinds))
       AND ($anyAmount::boolean OR (${amountWithin}))
       AND ($unassigned::boolean IS NULL OR (t.assigned_csr_id IS NULL AND t.assigned_csr_group IS NULL))`

/** The filters by state and task type, where the index is not one of groups. */
export const ofGroups = `($anyState::boolean OR t.state = ANY ($states::text[]))
       AND ($anyType::boolean OR t.task_type = ANY ($types::text[]))`

/**
 * Every group that a search asks for: a state, a task type, and whether a CSR made the task. The indexes by group hold each group
 * in order, so a rare one is found without passing the others.
 */
export const groups = `unnest($states::text[]) WITH ORDINALITY s (state, at)
     CROSS JOIN unnest($types::text[]) WITH ORDINALITY y (task_type, at)
     CROSS JOIN unnest($byCsr::boolean[]) b (by_csr)`
export const inGroup = 't.state = s.state AND t.task_type = y.task_type AND t.is_by_csr = b.by_csr'
