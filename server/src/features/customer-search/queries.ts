import { command, query } from '#database/query.ts'
import type { BoundSearch, CountWords } from './queries.generated.ts'

/**
 * For the rest of the transaction: statements are planned once a connection, since they do the same whatever they are given and
 * planning takes longer than they do; and none of them runs longer than two seconds, a hundred times what one should.
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
