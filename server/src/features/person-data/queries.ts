import { command, query } from '#database/query.ts'
import type {
  BeginPersonErasure,
  ErasePersonBatch,
  ErasureOf,
  PersonErasurePreview,
  PersonOnAccount,
} from './queries.generated.ts'

/** A person who is on the account, or was erased on it, with the language of their web user. */
export const personOnAccount = query<PersonOnAccount>(
  'person-on-account',
  `SELECT n.person_id, full_name(n.given_name, n.surname, n.organisation_name) AS "name!", (
     SELECT w.locale FROM web_users w WHERE w.person_id = n.person_id ORDER BY w.is_active DESC, w.web_user_id LIMIT 1) AS locale
   FROM person_names n
   WHERE n.person_id = $personId AND n.name_type = 'primary' AND (
     EXISTS (SELECT 1 FROM account_persons ap WHERE ap.account_id = $accountId AND ap.person_id = n.person_id)
     OR EXISTS (SELECT 1 FROM person_erasures e WHERE e.account_id = $accountId AND e.person_id = n.person_id))`,
)

/** The erasure of a person that was asked for on this account. */
export const erasureOf = query<ErasureOf>(
  'erasure-of',
  `SELECT e.person_erasure_id, e.asked_by_csr_id, e.asked_at, e.reason, e.rows_erased, e.kept, e.done, e.total, e.done_at,
     e.record_entry_id FROM person_erasures e WHERE e.person_id = $personId AND e.account_id = $accountId`,
)

export const personErasurePreview = query<PersonErasurePreview>(
  'person-erasure-preview',
  `SELECT preview_person_erasure($personId) AS "preview!"`,
)

/** Null: there are obstacles, or somebody was faster. */
export const beginPersonErasure = command<BeginPersonErasure, 'person-data:erase'>(
  'begin-person-erasure',
  `SELECT begin_person_erasure($personId::bigint, $accountId::bigint, $csrId::text, $reason::text, $correlationId::uuid,
     $sourceKeyHash::bytea) AS erasure_id`,
)

/** One batch; null where nothing is to be done. */
export const erasePersonBatch = command<ErasePersonBatch, 'job:erase-persons'>(
  'erase-person-batch',
  'SELECT erase_person_batch($most::integer) AS is_done',
)
