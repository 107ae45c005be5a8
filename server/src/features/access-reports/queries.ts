import { command, query } from '#database/query.ts'
import type {
  DeleteOldSums,
  SumBatch,
  SumsByCsr,
  SumsByCustomer,
  SumsByName,
  SumsByStep,
} from './queries.generated.ts'

/**
 * Adds the lines of a batch to the sums of their days, which are the utility's. Only what staff did counts, at the desk and in
 * masquerades. The cursor moves in the same transaction.
 */
export const sumBatch = command<SumBatch, 'job:sum-access'>(
  'sum-batch',
  `WITH lines AS MATERIALIZED (
     SELECT (e.at AT TIME ZONE $timeZone::text)::date AS day, e.csr_id, e.account_id, e.event, e.reason,
       CASE WHEN e.event = 'started' AND e.action = 'masquerade:start' THEN COALESCE(e.details ->> 'purposeKind', (
         SELECT m.purpose_kind FROM masquerades m WHERE m.masquerade_id = e.masquerade_id)) END AS purpose
     FROM record_leaves l JOIN record_entries e ON e.at = l.entry_at AND e.record_entry_id = l.record_entry_id
     WHERE l.leaf_index >= $from::bigint AND l.leaf_index < $to::bigint AND e.actor_kind IN ('csr', 'masquerade')),
   days AS (
     INSERT INTO access_days AS d (day, csr_id, account_id, reads, changes, refusals)
     SELECT day, csr_id, account_id, count(*) FILTER (WHERE event = 'read'), count(*) FILTER (WHERE event = 'changed'),
       count(*) FILTER (WHERE event = 'refused')
     FROM lines WHERE account_id IS NOT NULL GROUP BY 1, 2, 3
     ON CONFLICT (day, csr_id, account_id) DO UPDATE SET reads = d.reads + excluded.reads,
       changes = d.changes + excluded.changes, refusals = d.refusals + excluded.refusals
     RETURNING d.day, d.csr_id, d.xmax = 0 AS is_new),
   summed AS (
     SELECT day, 'event' AS sum_kind, event AS name, csr_id, count(*) FROM lines GROUP BY 1, 3, 4
     UNION ALL SELECT day, 'purpose', purpose, csr_id, count(*) FROM lines WHERE purpose IS NOT NULL GROUP BY 1, 3, 4
     UNION ALL SELECT day, 'refusal', reason, csr_id, count(*) FROM lines WHERE event = 'refused' GROUP BY 1, 3, 4
     UNION ALL SELECT day, 'customers', '', csr_id, count(*) FROM days WHERE is_new GROUP BY 1, 4)
   INSERT INTO access_sums AS s (day, sum_kind, name, csr_id, count) SELECT * FROM summed
   ON CONFLICT (day, sum_kind, name, csr_id) DO UPDATE SET count = s.count + excluded.count`,
)

/** Sums are kept as long as the lines of the record; always where no period is set. */
export const deleteOldSums = command<DeleteOldSums, 'job:delete-old-rows'>(
  'delete-old-sums',
  `WITH kept AS (SELECT (current_instant() AT TIME ZONE 'UTC')::date
     - make_interval(months => NULLIF(setting_value('retention.record'), 'null')::integer) AS since),
   days AS (DELETE FROM access_days d USING kept WHERE d.day < kept.since)
   DELETE FROM access_sums s USING kept WHERE s.day < kept.since`,
)

/** Returns the sums of one kind by name, of the period and the previous one, greatest first. */
export const sumsByName = query<SumsByName>(
  'sums-by-name',
  `SELECT s.name, COALESCE(sum(s.count) FILTER (WHERE s.day >= $from::date), 0) AS "count!",
     COALESCE(sum(s.count) FILTER (WHERE s.day < $from), 0) AS "before!"
   FROM access_sums s WHERE s.day >= $beforeFrom::date AND s.day <= $to::date AND s.sum_kind = $sumKind
   GROUP BY s.name ORDER BY 2 DESC, s.name LIMIT 100`,
)

const lines = `s.sum_kind = 'event' AND s.name IN ('read', 'changed', 'refused')`

/** Counts lines of these events in steps of days. Step 0 begins with the previous period. */
export const sumsByStep = query<SumsByStep>(
  'sums-by-step',
  `SELECT (s.day - $beforeFrom::date) / $stepDays::integer AS "step!", sum(s.count) AS "count!"
   FROM access_sums s WHERE s.day >= $beforeFrom AND s.day <= $to::date AND s.sum_kind = 'event' AND s.name = ANY ($events::text[])
   GROUP BY 1 ORDER BY 1`,
)

export const sumsByCsr = query<SumsByCsr>(
  'sums-by-csr',
  `SELECT n.csr_id, u.display_name AS "name?", n.count AS "count!", n.before AS "before!", n.changes AS "changes!",
     n.refusals AS "refusals!", n.masquerades AS "masquerades!", n.customers AS "customers!"
   FROM (
     SELECT s.csr_id, COALESCE(sum(s.count) FILTER (WHERE s.day >= $from::date AND ${lines}), 0) AS count,
       COALESCE(sum(s.count) FILTER (WHERE s.day < $from AND ${lines}), 0) AS before,
       COALESCE(sum(s.count) FILTER (WHERE s.day >= $from AND s.sum_kind = 'event' AND s.name = 'changed'), 0) AS changes,
       COALESCE(sum(s.count) FILTER (WHERE s.day >= $from AND s.sum_kind = 'event' AND s.name = 'refused'), 0) AS refusals,
       COALESCE(sum(s.count) FILTER (WHERE s.day >= $from AND s.sum_kind = 'purpose'), 0) AS masquerades,
       COALESCE(sum(s.count) FILTER (WHERE s.day >= $from AND s.sum_kind = 'customers'), 0) AS customers
     FROM access_sums s WHERE s.day >= $beforeFrom::date AND s.day <= $to::date GROUP BY s.csr_id) n
   LEFT JOIN csr_users u ON u.csr_id = n.csr_id
   WHERE n.count > 0 OR n.before > 0 ORDER BY n.count DESC, n.csr_id LIMIT 100`,
)

/** Lists the accounts that the most CSRs opened, with the main customer. */
export const sumsByCustomer = query<SumsByCustomer>(
  'sums-by-customer',
  `SELECT n.account_id, n.csrs AS "csrs!", n.lines AS "lines!", ap.person_id AS "person_id?",
     full_name(p.given_name, p.surname, p.organisation_name) AS "person_name?", account_is_protected(n.account_id) AS "is_protected!"
   FROM (
     SELECT d.account_id, count(DISTINCT d.csr_id) AS csrs, sum(d.reads + d.changes + d.refusals) AS lines
     FROM access_days d WHERE d.day >= $from::date AND d.day <= $to::date
     GROUP BY d.account_id ORDER BY 2 DESC, 3 DESC, 1 LIMIT 50) n
   LEFT JOIN account_persons ap ON ap.account_id = n.account_id AND ap.is_main_customer
   LEFT JOIN person_names p ON p.person_id = ap.person_id AND p.name_type = 'primary'
   ORDER BY n.csrs DESC, n.lines DESC, n.account_id`,
)
