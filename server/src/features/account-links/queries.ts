import { query } from '#database/query.ts'
import type { LinkAccount } from './queries.generated.ts'

/** Verifies and links for the transaction's web user, in one query whatever the outcome. */
export const linkAccount = query<LinkAccount>(
  'link-account',
  `SELECT outcome AS "outcome!", role, is_person_added, is_financially_responsible
   FROM link_account($accountId::bigint, $postalCode::text)`,
)
