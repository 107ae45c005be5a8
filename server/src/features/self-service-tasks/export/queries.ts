import { query } from '#database/query.ts'
import type { PeopleOfTasks } from './queries.generated.ts'

/** Whom an export of these tasks names: the main customers of their accounts, and the persons of their web users. */
export const peopleOfTasks = query<PeopleOfTasks>(
  'people-of-tasks',
  `WITH task AS MATERIALIZED (
     SELECT t.account_id, t.self_service_user_id FROM self_service_tasks t WHERE t.self_service_task_id = ANY ($ids::bigint[])
   )
   SELECT ap.person_id AS "person_id!" FROM account_persons ap
   WHERE ap.is_main_customer AND ap.account_id IN (SELECT account_id FROM task)
   UNION
   SELECT w.person_id FROM web_users w WHERE w.web_user_id IN (SELECT self_service_user_id FROM task)`,
)
