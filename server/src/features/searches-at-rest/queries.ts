import { command } from '#database/query.ts'
import type {
  CountExported,
  CountNamed,
  DeleteOldOpenings,
  SettleRestedSearches,
} from './queries.generated.ts'

/** The actions whose lists name people to a CSR. */
export type PeopleNamer =
  | 'to-do:view'
  | 'task:view'
  | 'masquerade:review'
  | 'masquerade:list-own'
  | 'record:view'
  | 'alert:view'
  | 'access-report:view'
  | 'access-report:export'
  | 'customer:search'

/** Counts people named by a list: how many of them are new within the hour, and how many others there were. */
export const countNamed = command<CountNamed, PeopleNamer>(
  'count-named',
  `SELECT fresh AS "fresh!", others AS "others!", setting_value('limits.people-named-per-hour')::integer AS "most?"
   FROM count_seen($csrId::text, 'named', $persons::bigint[])`,
)

export const settleRestedSearches = command<SettleRestedSearches, 'job:settle-searches'>(
  'settle-rested-searches',
  'SELECT settle_rested_searches() AS "written!"',
)

export const deleteOldOpenings = command<DeleteOldOpenings, 'job:delete-old-rows'>(
  'delete-old-openings',
  `DELETE FROM csr_openings WHERE opened_at < current_instant() - interval '1 hour'`,
)

/** Counts people named by an export, as `countNamed` does. */
export const countExported = command<CountExported, 'task:export' | 'person-data:export'>(
  'count-exported',
  `SELECT fresh AS "fresh!", others AS "others!", setting_value('limits.people-exported-per-hour')::integer AS "most?"
   FROM count_seen($csrId::text, 'exported', $persons::bigint[])`,
)
