-- What was sent to the CIS about one person, for everything about that person in one file. The desk's role read the contents of
-- every delivery for it: now it reads those of the person's own tasks alone, as with mails (messages_of_person).
CREATE FUNCTION cis_deliveries_of_person(in_person_id bigint)
  RETURNS TABLE (cis_delivery_id bigint, self_service_task_id bigint, line text, state text, body text, created_at timestamptz,
    failure text, answered_at timestamptz, reference text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT d.cis_delivery_id, d.self_service_task_id, d.line, d.state, d.body, d.created_at, d.failure, d.answered_at, d.reference
  FROM cis_deliveries d WHERE d.self_service_task_id IN (
    SELECT t.self_service_task_id FROM self_service_tasks t JOIN web_users w ON w.web_user_id = t.self_service_user_id
    WHERE w.person_id = in_person_id)
$$;
REVOKE EXECUTE ON FUNCTION cis_deliveries_of_person FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cis_deliveries_of_person TO porchlight_desk;
REVOKE SELECT (cis_delivery_id, line, body, created_at, failure, answered_at, reference) ON cis_deliveries FROM porchlight_desk;
