-- What an operator sees from outside: whether the schema is this version's, and figures of the work that waits.

GRANT SELECT ON schema_migrations TO porchlight_worker;

-- Figures for the metrics and the readiness check. An age or a lag is in seconds and 0 where nothing waits. Mail that was given
-- up has failed for good: it is counted apart, and has a to do of its own.
CREATE FUNCTION operating_figures()
  RETURNS TABLE (worker_lag_seconds float8, tasks_due bigint, mail_waiting bigint, mail_age_seconds float8, mail_given_up bigint,
    cis_waiting bigint, cis_age_seconds float8, masquerades_reading bigint, masquerades_acting bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT
    COALESCE(extract(epoch FROM current_instant() - t.oldest), 0)::float8, t.due,
    o.waiting, COALESCE(extract(epoch FROM current_instant() - o.oldest), 0)::float8, o.given_up,
    c.waiting, COALESCE(extract(epoch FROM current_instant() - c.oldest), 0)::float8,
    m.reading, m.acting
  FROM (SELECT min(due_at) AS oldest, count(*) AS due FROM self_service_tasks WHERE due_at <= current_instant()) t,
    (SELECT count(*) FILTER (WHERE next_attempt_at <> 'infinity') AS waiting,
        min(created_at) FILTER (WHERE next_attempt_at <> 'infinity') AS oldest,
        count(*) FILTER (WHERE next_attempt_at = 'infinity') AS given_up
      FROM outgoing_messages WHERE sent_at IS NULL) o,
    (SELECT count(*) AS waiting, min(created_at) AS oldest FROM cis_deliveries WHERE state = 'waiting') c,
    (SELECT count(*) FILTER (WHERE mode = 'read') AS reading, count(*) FILTER (WHERE mode = 'act') AS acting
      FROM masquerades WHERE ended_at IS NULL AND ends_at > current_instant()) m
$$;
REVOKE EXECUTE ON FUNCTION operating_figures FROM PUBLIC;
GRANT EXECUTE ON FUNCTION operating_figures TO porchlight_worker;
