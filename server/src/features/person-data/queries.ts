import { query } from '#database/query.ts'
import type { PersonOnAccount } from './queries.generated.ts'

/** A person of the account, with the language of their web user. */
export const personOnAccount = query<PersonOnAccount>(
  'person-on-account',
  `SELECT ap.person_id, full_name(n.given_name, n.surname, n.organisation_name) AS "name!", (
     SELECT w.locale FROM web_users w WHERE w.person_id = ap.person_id ORDER BY w.is_active DESC, w.web_user_id LIMIT 1) AS locale
   FROM account_persons ap JOIN person_names n ON n.person_id = ap.person_id AND n.name_type = 'primary'
   WHERE ap.account_id = $accountId AND ap.person_id = $personId`,
)
