import { command, query } from '#database/query.ts'
import type { BoundSearch, CountWords } from './queries.generated.ts'

/**
 * Sets two things for the rest of the transaction. Statements are planned once a connection, because their plan does not depend on the
 * parameters and planning takes longer than running them. The statement time-out is two seconds, a hundred times what a search takes.
 */
export const boundSearch = query<BoundSearch>(
  'bound-search',
  `SELECT set_config('plan_cache_mode', 'force_generic_plan', true) AS mode,
     set_config('statement_timeout', '2s', true) AS time_out`,
)

export const countWords = command<CountWords, 'job:count-search-words'>(
  'count-words',
  'SELECT search_count_words() AS counted',
)
