import { command, query } from '#database/query.ts'
import type { BoundSearch, CountWords } from './queries.generated.ts'

/**
 * The first statement of a search: the types of person identifiers in use, if the search looks for one. Sets two things for the rest of
 * the transaction. Statements are planned once a connection, because their plan does not depend on the
 * parameters and planning takes longer than running them. The statement time-out is two seconds, a hundred times what a search takes.
 */
export const boundSearch = query<BoundSearch>(
  'bound-search',
  `SELECT set_config('plan_cache_mode', 'force_generic_plan', true) AS mode,
     set_config('statement_timeout', '2s', true) AS time_out,
     CASE WHEN $asksForTypes::boolean THEN ARRAY(SELECT identifier_types()) ELSE '{}' END AS "identifier_types!"`,
)

export const countWords = command<CountWords, 'job:count-search-words'>(
  'count-words',
  'SELECT search_count_words() AS counted',
)
