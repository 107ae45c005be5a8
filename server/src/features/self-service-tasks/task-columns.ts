import { ownerIsProtected } from '#features/accounts/index.ts'
import { hasWaitingDelivery } from '#tasks/delivering/waiting-delivery.ts'

/** The columns of a task in the query and the detail. The customer is the account's main customer, else the web user's person. */
export const taskColumns = `t.self_service_task_id AS task_id, t.task_type, t.state, t.account_id, customer.name AS "customer_name?",
     customer.person_id AS "customer_person_id?",
     (SELECT w.person_id FROM web_users w WHERE w.web_user_id = t.self_service_user_id) AS "web_user_person_id?",
     t.created_at, t.updated_at, t.web_user_id, t.email_address, host(t.ip_address) AS ip_address, t.self_service_user_id,
     t.actor_kind AS made_by, t.prepared_by_csr_id AS prepared_by, t.amount_cents, t.currency,
     t.assigned_csr_id AS assigned_to, t.assigned_csr_group AS assigned_group, t.correlation_id, t.version,
     ${hasWaitingDelivery('t.self_service_task_id')} AS "is_told!", t.applied_at IS NOT NULL AS "is_applied!",
     ${ownerIsProtected('t.account_id', 't.self_service_user_id')} AS "is_protected!"`

export const taskCustomer = `LEFT JOIN LATERAL (
     SELECT full_name(n.given_name, n.surname, n.organisation_name) AS name, n.person_id
     FROM person_names n
     WHERE n.name_type = 'primary' AND n.person_id = COALESCE(
       (SELECT ap.person_id FROM account_persons ap WHERE ap.account_id = t.account_id AND ap.is_main_customer),
       (SELECT w.person_id FROM web_users w WHERE w.web_user_id = t.self_service_user_id))) customer ON true`
