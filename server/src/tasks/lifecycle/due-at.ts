/**
 * SQL of the instant at which the worker takes a task up. The row's `due` is `now`, `on-date` or null, and its `waitMs` the
 * milliseconds from now; `$timeZone` is a parameter of the statement.
 */
export const dueAt = (row: string, scheduledOn: string) =>
  `CASE ${row}.due WHEN 'now' THEN current_instant() + make_interval(secs => COALESCE(${row}."waitMs", 0) / 1000.0)
     WHEN 'on-date' THEN (${scheduledOn})::timestamp AT TIME ZONE $timeZone::text END`
