import { query } from '#database/query.ts'
import type {
  BillingPeriods,
  NewestUsage,
  UsageBounds,
  UsageMonths,
  UsagePoints,
} from './queries.generated.ts'

/**
 * The account's agreements with the service point that each is for: those that still run first. `has_readings` looks at
 * whole months; the days are clipped where they are read.
 */
export const usagePoints = query<UsagePoints>(
  'usage-points',
  `SELECT sp.service_point_id, sp.service_type, sa.started_on, sa.ended_on,
     concat_ws(', ', p.line1, NULLIF(p.line2, ''), p.city) AS "address!",
     EXISTS (SELECT 1 FROM usage_periods r WHERE r.service_point_id = sp.service_point_id AND NOT r.is_revised) OR
     EXISTS (SELECT 1 FROM usage_months u WHERE u.service_point_id = sp.service_point_id
       AND u.month >= date_trunc('month', sa.started_on)::date
       AND (sa.ended_on IS NULL OR u.month <= sa.ended_on)) AS "has_readings!"
   FROM service_agreements sa
   JOIN service_agreement_points sap USING (service_agreement_id)
   JOIN service_points sp USING (service_point_id)
   JOIN premises p USING (premise_id)
   WHERE sa.account_id = $accountId
   ORDER BY sa.ended_on DESC NULLS FIRST, array_position('{electricity,gas,water}', sp.service_type),
     p.line1, p.line2, sp.service_point_id LIMIT 500`,
)

/**
 * The months with readings while the account had the service point: the newest, and around a window that ends with
 * `until` (the newest where null) and is `months` long the nearest before and after it.
 */
export const usageBounds = query<UsageBounds>(
  'usage-bounds',
  `WITH months AS (
     SELECT DISTINCT u.month FROM usage_months u
     WHERE u.service_point_id = $servicePointId AND EXISTS (
       SELECT 1 FROM service_agreement_points sap JOIN service_agreements sa USING (service_agreement_id)
       WHERE sap.service_point_id = $servicePointId AND sa.account_id = $accountId
         AND u.month >= date_trunc('month', sa.started_on)::date
         AND (sa.ended_on IS NULL OR u.month <= sa.ended_on))),
   shown AS (SELECT COALESCE($until::date, max(month)) AS until FROM months)
   SELECT to_char(max(m.month), 'YYYY-MM') AS "newest?",
     to_char(max(m.month) FILTER (WHERE m.month <= s.until - make_interval(months => $months::integer)), 'YYYY-MM')
       AS "earlier?",
     to_char(min(m.month) FILTER (WHERE m.month > s.until), 'YYYY-MM') AS "later?"
   FROM months m, shown s`,
)

/** Packed readings of some months: a row for each register and interval length. */
export const usageMonths = query<UsageMonths>(
  'usage-months',
  `SELECT channel, register, to_char(month, 'YYYY-MM') AS "month!", extract(epoch FROM starts_at)::bigint AS "starts_at!",
     interval_minutes, packed, qualities, set_aside FROM usage_months
   WHERE service_point_id = $servicePointId AND to_char(month, 'YYYY-MM') = ANY ($months::text[])
   ORDER BY channel, register, month, interval_minutes DESC`,
)

/**
 * The newest months with readings of the account's first service point that has any, and the same months a year before: rows as
 * those of `usageMonths`, each with the service point and the days that the account had it. One statement for pages that show
 * usage at a glance.
 */
export const newestUsage = query<NewestUsage>(
  'newest-usage',
  `WITH chosen AS (
     SELECT service_point_id, service_type, max(newest) AS newest,
       jsonb_agg(jsonb_build_object('from', started_on, 'until', ended_on)) AS cover
     FROM own_services($accountId) GROUP BY service_point_id, service_type HAVING max(newest) IS NOT NULL ORDER BY min(place) LIMIT 1),
   wanted AS (
     SELECT (newest - make_interval(months => ago))::date AS month FROM chosen, generate_series(0, $count::integer + 11) ago
     WHERE ago < $count::integer OR ago >= 12)
   SELECT c.service_point_id AS "service_point_id!", c.service_type AS "service_type!", to_char(c.newest, 'YYYY-MM') AS "newest!",
     c.cover AS "cover!", u.channel, u.register, to_char(u.month, 'YYYY-MM') AS "month!",
     extract(epoch FROM u.starts_at)::bigint AS "starts_at!", u.interval_minutes, u.packed, u.qualities, u.set_aside
   FROM chosen c JOIN usage_months u USING (service_point_id)
   WHERE u.month IN (SELECT month FROM wanted)
   ORDER BY u.channel, u.register, u.month, u.interval_minutes DESC`,
)

/** The newest billing periods of a service point, as far as the account had the service in all of it but a day at each end. */
export const billingPeriods = query<BillingPeriods>(
  'billing-periods',
  `SELECT u.channel, extract(epoch FROM u.starts_at)::bigint AS "starts_at!", extract(epoch FROM u.ends_at)::bigint AS "ends_at!",
     u.total, u.quality
   FROM usage_periods u
   WHERE u.service_point_id = $servicePointId AND NOT u.is_revised AND EXISTS (
     SELECT 1 FROM service_agreement_points sap JOIN service_agreements sa USING (service_agreement_id)
     WHERE sap.service_point_id = u.service_point_id AND sa.account_id = $accountId
       AND sa.started_on <= (u.starts_at + interval '1 day')::date
       AND (sa.ended_on IS NULL OR sa.ended_on >= (u.ends_at - interval '2 days')::date))
   ORDER BY u.starts_at DESC, u.channel LIMIT 36`,
)
