import { query } from '#database/query.ts'
import type { RestSearch } from './queries.generated.ts'

export const restSearchRow = query<RestSearch>(
  'rest-search',
  `SELECT rest_search($deskSessionId::bigint, $csrId::text, $ip::inet, $correlationId::uuid, $families::text,
     $termsHash::text, $hits::integer)`,
)
