import { query } from '#database/query.ts'
import type { AppliedMigrations, OperatingFigures, Ping } from './queries.generated.ts'

/** Answers where a role can sign in and the database works. */
export const ping = query<Ping>('ping', `SELECT 1 AS one`)

/** The migrations that the database has, newer ones than this version's included. */
export const appliedMigrations = query<AppliedMigrations>(
  'applied-migrations',
  `SELECT name FROM schema_migrations`,
)

/** What waits and for how long (seconds), and how many masquerades are live. */
export const operatingFigures = query<OperatingFigures>(
  'operating-figures',
  `SELECT worker_lag_seconds AS "worker_lag_seconds!", tasks_due AS "tasks_due!", mail_waiting AS "mail_waiting!",
     mail_age_seconds AS "mail_age_seconds!", mail_given_up AS "mail_given_up!", cis_waiting AS "cis_waiting!",
     cis_age_seconds AS "cis_age_seconds!", masquerades_reading AS "masquerades_reading!",
     masquerades_acting AS "masquerades_acting!",
     COALESCE((SELECT EXTRACT(EPOCH FROM clock_timestamp() - min(e.at)) FROM record_entries e
       WHERE e.record_entry_id > (SELECT settled_id FROM record_sealing) AND NOT EXISTS (
         SELECT FROM record_leaves l WHERE l.record_entry_id = e.record_entry_id)), 0)::float8 AS "record_unsealed_seconds!",
     COALESCE((SELECT EXTRACT(EPOCH FROM clock_timestamp() - COALESCE(p.kept_at, (SELECT min(made_at) FROM record_checkpoints))) FROM record_places p
       WHERE p.failure IS NOT NULL ORDER BY p.failed_at DESC LIMIT 1), 0)::float8 AS "record_place_failing_seconds!",
     COALESCE((SELECT EXTRACT(EPOCH FROM clock_timestamp() - l.entry_at) FROM record_streams r
       JOIN record_leaves l ON l.leaf_index = r.next_index WHERE r.is_on), 0)::float8 AS "siem_lag_seconds!",
     COALESCE((SELECT s.size - r.next_index FROM record_streams r, record_sealing s WHERE r.is_on), 0)::float8 AS "siem_waiting!"
   FROM operating_figures()`,
)
