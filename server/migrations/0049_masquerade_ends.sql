-- What a masquerade made ends with it: a used code alerts once, however often and however late it comes again, and the card
-- page that was opened in it takes no card any more.

-- Every code that was ever used, not the last one alone: a repeated start gives a masquerade another code.
CREATE TABLE masquerade_used_codes (
  code_hash bytea PRIMARY KEY,
  masquerade_id text COLLATE "C" NOT NULL REFERENCES masquerades,
  used_at timestamptz NOT NULL,
  alerted_at timestamptz
);
COMMENT ON COLUMN masquerade_used_codes.alerted_at IS 'When the code came again, from another browser: once.';
CREATE INDEX masquerade_used_codes_masquerade ON masquerade_used_codes (masquerade_id);
ALTER TABLE masquerade_used_codes ENABLE ROW LEVEL SECURITY;
INSERT INTO masquerade_used_codes (code_hash, masquerade_id, used_at)
SELECT code_hash, masquerade_id, code_used_at FROM masquerades WHERE code_hash IS NOT NULL AND code_used_at IS NOT NULL;

-- As before, but for a code that comes again: it is known for good, and raises one alert.
CREATE OR REPLACE FUNCTION arrive_masquerade(in_code_hash bytea, in_token_hash bytea, in_held_token_hash bytea,
    in_host_masquerade_id text, in_ip inet)
  RETURNS TABLE (outcome text, masquerade_id text, ends_at timestamptz, account_id bigint)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE m masquerades;
BEGIN
  UPDATE masquerades x SET code_used_at = current_instant(), token_hash = in_token_hash,
    arrived_at = COALESCE(x.arrived_at, current_instant()), last_activity_at = current_instant()
  WHERE x.code_hash = in_code_hash AND x.code_used_at IS NULL AND x.code_expires_at > current_instant()
    AND x.ended_at IS NULL AND (in_host_masquerade_id IS NULL OR x.masquerade_id = in_host_masquerade_id)
    AND masquerade_end_cause(x) IS NULL
  RETURNING * INTO m;
  IF FOUND THEN
    INSERT INTO masquerade_used_codes (code_hash, masquerade_id, used_at)
    VALUES (in_code_hash, m.masquerade_id, current_instant());
    PERFORM append_record(jsonb_build_array(jsonb_build_object('event', 'arrived', 'action', 'masquerade:arrive',
      'actor_kind', 'masquerade', 'csr_id', m.csr_id, 'web_user_id', m.web_user_id, 'account_id', m.account_id,
      'masquerade_id', m.masquerade_id, 'ip_address', in_ip, 'correlation_id', gen_random_uuid())));
    RETURN QUERY SELECT 'arrived', m.masquerade_id, m.ends_at, m.account_id; RETURN;
  END IF;
  SELECT x.* INTO m FROM masquerade_used_codes c JOIN masquerades x ON x.masquerade_id = c.masquerade_id
  WHERE c.code_hash = in_code_hash;
  IF NOT FOUND THEN RETURN QUERY SELECT 'refused', NULL::text, NULL::timestamptz, NULL::bigint; RETURN; END IF;
  IF m.token_hash = in_held_token_hash THEN
    RETURN QUERY SELECT 'already-here', m.masquerade_id, m.ends_at, m.account_id; RETURN;
  END IF;
  UPDATE masquerade_used_codes c SET alerted_at = current_instant()
  WHERE c.code_hash = in_code_hash AND c.alerted_at IS NULL;
  IF FOUND THEN
    PERFORM raise_alert(jsonb_build_object('action', 'masquerade:arrive', 'actor_kind', 'csr', 'csr_id', m.csr_id,
      'web_user_id', m.web_user_id, 'account_id', m.account_id, 'masquerade_id', m.masquerade_id, 'ip_address', in_ip,
      'correlation_id', gen_random_uuid(), 'reason', 'code-replayed'), false);
    PERFORM end_masquerade(m.masquerade_id, 'code-replayed', '{}');
  END IF;
  RETURN QUERY SELECT 'replayed', m.masquerade_id, NULL::timestamptz, NULL::bigint;
END $$;

-- A visit to the card page that the end of its masquerade takes back. The worker asks the provider, again and again until it
-- answers; a payment that the provider takes after the end is refused when it tells us.
ALTER TABLE card_payment_sessions
  ADD COLUMN cancel_at timestamptz,
  ADD COLUMN cancel_attempts integer NOT NULL DEFAULT 0,
  ADD COLUMN cancelled_at timestamptz;
COMMENT ON COLUMN card_payment_sessions.cancel_at IS 'When the provider is to be asked (again) to take no card any more.';
CREATE INDEX card_payment_sessions_to_cancel ON card_payment_sessions (cancel_at)
  WHERE cancel_at IS NOT NULL AND cancelled_at IS NULL;

CREATE FUNCTION cancel_card_payments_of_masquerade() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  UPDATE card_payment_sessions s SET cancel_at = current_instant()
  FROM self_service_tasks t
  WHERE t.masquerade_id = NEW.masquerade_id AND t.task_type = 'one-time-payment' AND t.state = 'pending'
    AND s.self_service_task_id = t.self_service_task_id AND s.cancelled_at IS NULL;
  IF FOUND THEN PERFORM pg_notify('card_payments', ''); END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION cancel_card_payments_of_masquerade FROM PUBLIC;
CREATE TRIGGER masquerades_end_card_payments AFTER UPDATE OF ended_at ON masquerades
  FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL)
  EXECUTE FUNCTION cancel_card_payments_of_masquerade();

-- As before, but the nearest cause is said first: a CSR who is switched off has no desk session any more either.
CREATE OR REPLACE FUNCTION masquerade_end_cause(m masquerades) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT CASE
    WHEN m.end_cause IS NOT NULL THEN m.end_cause
    WHEN m.ends_at <= current_instant() THEN 'time'
    WHEN m.last_activity_at + make_interval(secs => m.idle_seconds) <= current_instant() THEN 'idle'
    WHEN m.arrived_at IS NULL AND m.code_expires_at <= current_instant() THEN 'never-arrived'
    WHEN setting_value('masquerade.enabled') = 'false' THEN 'switched-off'
    WHEN NOT EXISTS (SELECT 1 FROM csr_users u WHERE u.csr_id = m.csr_id AND u.is_active)
      OR NOT 'masquerade:start' = ANY (permissions_of(m.csr_id)) THEN 'permission-lost'
    WHEN NOT EXISTS (SELECT 1 FROM desk_sessions s WHERE s.desk_session_id = m.desk_session_id AND s.ended_at IS NULL
      AND s.expires_at > current_instant() AND s.last_used_at > current_instant() - interval '1 hour'
      AND (s.second_factor_at IS NOT NULL OR NOT second_factor_required(m.csr_id))) THEN 'desk-signed-out'
    WHEN NOT EXISTS (
      SELECT 1 FROM web_users w
      JOIN web_user_accounts l USING (web_user_id)
      JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
      WHERE w.web_user_id = m.web_user_id AND w.is_active AND l.account_id = m.account_id AND l.is_active
        AND ap.web_access_allowed AND NOT account_is_protected(l.account_id))
      THEN 'web-user-unavailable'
  END
$$;
