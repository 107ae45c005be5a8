/** SQL: the columns of a line as lists show it, from `record_entries e`. */
export const entryColumns = `e.record_entry_id, e.at, e.event, e.action, e.actor_kind, e.csr_id, e.web_user_id, e.account_id,
     e.masquerade_id, e.self_service_task_id AS task_id, host(e.ip_address) AS ip_address, e.reason, e.correlation_id,
     CASE WHEN e.action = 'customer:search' THEN e.details ->> 'families' END AS families,
     CASE WHEN e.action = 'customer:search' THEN (e.details ->> 'hits')::integer END AS hits,
     CASE WHEN e.action = 'customer:search' THEN (e.details ->> 'named')::integer END AS named,
     e.details ->> 'givenReason' AS given_reason`
