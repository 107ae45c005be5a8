-- A customer did not ask for a support visit: every visit that is going on ends, and the security officer gets an alert about it.

-- `outcome`: 'questioned' | 'already-done' | 'not-found'. The request's line in the record names the visit (`details.visit`);
-- the customer's list of visits reads it from there. The CSR of the visit cannot settle the alert.
CREATE FUNCTION question_support_visit(in_token_hash bytea, in_masquerade_id text, in_ip inet,
    OUT outcome text, OUT ended integer)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  own record;
  visit masquerades;
  live text;
BEGIN
  outcome := 'not-found';
  ended := 0;
  SELECT * INTO own FROM session_proof(in_token_hash, '0');
  IF own.actor_kind IS DISTINCT FROM 'customer' THEN RETURN; END IF;
  -- A second click waits for the first one.
  PERFORM pg_advisory_xact_lock(hashtextextended(concat('question visit ', in_masquerade_id), 0));
  SELECT * INTO visit FROM masquerades m
  WHERE m.masquerade_id = in_masquerade_id AND m.web_user_id = own.web_user_id AND m.arrived_at IS NOT NULL;
  IF NOT FOUND THEN RETURN; END IF;
  outcome := 'already-done';
  IF EXISTS (SELECT 1 FROM record_entries e WHERE e.web_user_id = own.web_user_id AND e.action = 'support-visit:question'
    AND e.event = 'changed' AND e.details ->> 'visit' = in_masquerade_id) THEN RETURN; END IF;
  FOR live IN SELECT m.masquerade_id FROM masquerades m WHERE m.web_user_id = own.web_user_id AND m.ended_at IS NULL LOOP
    IF end_masquerade(live, 'customer', jsonb_build_object('actor_kind', 'customer', 'csr_id', NULL, 'web_user_id', own.web_user_id,
      'ip_address', in_ip)) THEN ended := ended + 1; END IF;
  END LOOP;
  INSERT INTO to_dos (to_do_role, subject, priority, account_id, about_csr_id, created_at)
  VALUES ('security-officer', 'support-visit-questioned', 1, visit.account_id, visit.csr_id, current_instant());
  PERFORM pg_notify('alerts', '');
  outcome := 'questioned';
END $$;

-- The visits that the transaction's web user did not ask for, as the record says.
CREATE FUNCTION own_questioned_visits() RETURNS TABLE (masquerade_id text, questioned_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT e.details ->> 'visit', min(e.at) FROM record_entries e
  WHERE e.web_user_id = current_web_user_id() AND e.action = 'support-visit:question' AND e.event = 'changed' GROUP BY 1
$$;

REVOKE EXECUTE ON FUNCTION question_support_visit, own_questioned_visits FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_questioned_visits TO porchlight_portal, porchlight_view;
GRANT EXECUTE ON FUNCTION question_support_visit TO porchlight_portal;
