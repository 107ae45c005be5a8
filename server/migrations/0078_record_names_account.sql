-- Every line of the record about a masquerade names the account of the masquerade. The switch between reading and acting, and
-- what a page of a view reads beside an account, are about no account of their own, and their lines named none: a search of the
-- record by account did not find them. Everyone appends through this function, so that no line can lack it.
CREATE OR REPLACE FUNCTION append_record(entries jsonb) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  INSERT INTO record_entries (at, event, action, actor_kind, csr_id, web_user_id, account_id, masquerade_id, client_id,
    self_service_task_id, ip_address, correlation_id, reason, details)
  SELECT now(), e.event, e.action, e.actor_kind, e.csr_id, e.web_user_id,
    COALESCE(e.account_id, (SELECT m.account_id FROM masquerades m WHERE m.masquerade_id = e.masquerade_id)),
    e.masquerade_id, e.client_id, e.self_service_task_id, e.ip_address, e.correlation_id, e.reason, COALESCE(e.details, '{}')
  FROM jsonb_to_recordset(entries) AS e (event text, action text, actor_kind text, csr_id text, web_user_id bigint,
    account_id bigint, masquerade_id text, client_id text, self_service_task_id bigint, ip_address inet,
    correlation_id uuid, reason text, details jsonb)
$$;
