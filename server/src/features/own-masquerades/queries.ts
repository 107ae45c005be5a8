import { query } from '#database/query.ts'
import type { OwnMasquerades } from './queries.generated.ts'

/**
 * A CSR's masquerades, one more than a page. `started_key` is the start in microseconds: the key that the next page goes on from.
 */
export const ownMasquerades = query<OwnMasquerades>(
  'own-masquerades',
  `SELECT m.masquerade_id, w.user_name, w.person_id,
     full_name(n.given_name, n.surname, n.organisation_name) AS "person_name!", m.account_id, m.purpose_kind,
     m.purpose_reference, m.caller_grade, m.created_at AS started_at, m.ended_at, m.end_cause,
     (extract(epoch FROM m.created_at) * 1000000)::bigint AS "started_key!",
     account_is_protected(m.account_id) OR person_is_protected(w.person_id) AS "is_protected!",
     m.mode = 'act' OR EXISTS (SELECT FROM record_entries e WHERE e.masquerade_id = m.masquerade_id AND e.at >= m.created_at
       AND e.action = 'masquerade:act' AND e.event = 'changed') AS "has_acted!",
     COALESCE((SELECT jsonb_agg(jsonb_build_object('taskId', t.self_service_task_id, 'taskType', t.task_type)
         ORDER BY t.self_service_task_id) FROM self_service_tasks t WHERE t.masquerade_id = m.masquerade_id), '[]') AS "changed!",
     EXISTS (SELECT FROM customer_contacts c WHERE c.masquerade_id = m.masquerade_id
       AND c.self_service_task_id IS NULL) AS "has_note!"
   FROM masquerades m JOIN web_users w ON w.web_user_id = m.web_user_id
   JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
   WHERE m.csr_id = $csrId AND ($before::bigint IS NULL
     OR m.created_at < timestamptz 'epoch' + $before * interval '1 microsecond')
   ORDER BY m.created_at DESC, m.masquerade_id DESC LIMIT 51`,
)
