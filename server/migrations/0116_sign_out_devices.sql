-- A customer signs out one of their devices, or all of them. The session's token proves the customer: a masquerade's token ends nothing.

CREATE FUNCTION end_own_session(in_token_hash bytea, in_session_id bigint) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  UPDATE customer_sessions s SET ended_at = current_instant()
  FROM session_proof(in_token_hash, '0') own
  WHERE own.actor_kind = 'customer' AND s.web_user_id = own.web_user_id AND s.customer_session_id = in_session_id
    AND s.ended_at IS NULL;
  RETURN FOUND;
END $$;

-- Returns how many sessions were live. A browser that somebody else may use is no known device any more.
CREATE FUNCTION end_all_own_sessions(in_token_hash bytea, in_device_hash bytea) RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  own record;
  live integer;
BEGIN
  SELECT * INTO own FROM session_proof(in_token_hash, '0');
  IF own.actor_kind IS DISTINCT FROM 'customer' THEN RETURN 0; END IF;
  WITH ended AS (
    UPDATE customer_sessions s SET ended_at = current_instant()
    WHERE s.web_user_id = own.web_user_id AND s.ended_at IS NULL
    RETURNING s.expires_at > current_instant() AND s.last_used_at > current_instant() - interval '30 minutes' AS was_live)
  SELECT count(*) FILTER (WHERE was_live) INTO live FROM ended;
  DELETE FROM known_devices d WHERE d.web_user_id = own.web_user_id AND d.device_hash <> in_device_hash;
  RETURN live;
END $$;

REVOKE EXECUTE ON FUNCTION end_own_session, end_all_own_sessions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION end_own_session, end_all_own_sessions TO porchlight_portal;
