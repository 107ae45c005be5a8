-- Whoever runs statements of their own on the portal's role gets no further than the session that they have: mail goes to its own
-- address, to-dos and deliveries are of tasks that it may see, and only attempts that were counted just now are given back. The
-- worker's role loses what it has no use for: desk sessions and identifiers.

DROP POLICY enqueue ON outgoing_messages;
CREATE POLICY enqueue ON outgoing_messages FOR INSERT TO porchlight_desk WITH CHECK (true);
CREATE POLICY enqueue_to_oneself ON outgoing_messages FOR INSERT TO porchlight_portal
  WITH CHECK (recipient IN (SELECT w.email FROM web_users w WHERE w.web_user_id = (SELECT current_web_user_id())));

-- Whether the caller's session is one that may see this task; on the other roles each is.
CREATE FUNCTION is_own_task(in_task_id bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT session_user <> 'porchlight_portal' OR EXISTS (SELECT 1 FROM self_service_tasks t
    WHERE t.self_service_task_id = in_task_id AND (t.self_service_user_id = current_web_user_id()
      OR t.account_id = ANY ((SELECT linked_account_ids())::bigint[])))
$$;
REVOKE EXECUTE ON FUNCTION is_own_task FROM PUBLIC;

CREATE OR REPLACE FUNCTION raise_to_do(in_role text, in_subject text, in_priority smallint, in_account_id bigint, in_task_id bigint,
    in_outgoing_message_id bigint DEFAULT NULL, in_message_failure text DEFAULT NULL) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  IF session_user = 'porchlight_portal' AND (in_outgoing_message_id IS NOT NULL OR in_message_failure IS NOT NULL
      OR in_subject NOT IN ('task-failed', 'task-to-do-by-hand', 'task-awaits-approval')
      OR in_task_id IS NULL OR NOT is_own_task(in_task_id)
      OR in_account_id IS DISTINCT FROM (SELECT t.account_id FROM self_service_tasks t WHERE t.self_service_task_id = in_task_id))
  THEN
    RAISE EXCEPTION 'the session does not prove this task' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF in_task_id IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'to do', in_subject, in_task_id), 0));
  END IF;
  INSERT INTO to_dos (to_do_role, subject, priority, account_id, self_service_task_id, outgoing_message_id, message_failure,
    created_at)
  SELECT in_role, in_subject, in_priority, in_account_id, in_task_id, in_outgoing_message_id, in_message_failure,
    current_instant()
  WHERE NOT EXISTS (SELECT 1 FROM to_dos
    WHERE subject = in_subject AND self_service_task_id = in_task_id AND completed_at IS NULL);
  RETURN FOUND;
END $$;

-- As it was, behind a door of its own for the portal.
ALTER FUNCTION enqueue_cis_deliveries(bigint[]) RENAME TO enqueue_any_cis_deliveries;
CREATE FUNCTION enqueue_cis_deliveries(in_task_ids bigint[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  IF session_user = 'porchlight_portal' AND EXISTS (SELECT 1 FROM unnest(in_task_ids) AS t (id) WHERE NOT is_own_task(t.id)) THEN
    RAISE EXCEPTION 'the session does not prove these tasks' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM enqueue_any_cis_deliveries(in_task_ids);
END $$;
REVOKE EXECUTE ON FUNCTION enqueue_any_cis_deliveries, enqueue_cis_deliveries FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION enqueue_any_cis_deliveries FROM porchlight_portal, porchlight_desk, porchlight_worker;
GRANT EXECUTE ON FUNCTION enqueue_cis_deliveries TO porchlight_portal, porchlight_desk, porchlight_worker;

-- Only in the transaction that counted it: nobody else has written the row since.
CREATE OR REPLACE FUNCTION give_back_attempt(in_bucket bytea, in_window interval) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  UPDATE attempts SET count = count - 1
  WHERE bucket = in_bucket AND window_starts_at = date_bin(in_window, current_instant(), timestamptz '2000-01-01 00:00Z')
    AND count > 0 AND xmin = pg_current_xact_id()::xid
$$;

REVOKE SELECT ON desk_sessions, person_identifiers FROM porchlight_worker;
