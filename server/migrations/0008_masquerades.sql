-- Masquerades: a CSR sees the portal as one web user sees it. MASQUERADE rules: the end is a constant of the row, the code
-- is used once, the cookie's token stands here only as a hash.

CREATE TABLE masquerades (
  masquerade_id text COLLATE "C" PRIMARY KEY CHECK (masquerade_id ~ '^[a-z2-7]{26}$'),
  csr_id text NOT NULL REFERENCES csr_users,
  desk_session_id bigint NOT NULL REFERENCES desk_sessions,
  web_user_id bigint NOT NULL REFERENCES web_users,
  account_id bigint NOT NULL REFERENCES accounts,
  purpose_kind text NOT NULL,
  purpose_reference text NOT NULL,
  prompt_version integer,
  prompt_locale text,
  created_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  idle_seconds integer NOT NULL CHECK (idle_seconds > 0),
  ip_address inet NOT NULL,
  code_hash bytea UNIQUE,
  code_expires_at timestamptz,
  code_used_at timestamptz,
  arrived_at timestamptz,
  token_hash bytea UNIQUE,
  mode text NOT NULL DEFAULT 'read' CHECK (mode IN ('read', 'act')),
  acting_since timestamptz,
  step_up_until timestamptz,
  last_activity_at timestamptz NOT NULL,
  ended_at timestamptz,
  end_cause text CHECK (end_cause IN ('banner', 'desk', 'desk-signed-out', 'time', 'idle', 'supervisor',
    'permission-lost', 'switched-off', 'web-user-unavailable', 'customer', 'never-arrived', 'code-replayed')),
  CHECK ((ended_at IS NULL) = (end_cause IS NULL)),
  CHECK ((mode = 'act') = (acting_since IS NOT NULL)),
  CHECK (ends_at > created_at)
);
CREATE INDEX masquerades_live ON masquerades (csr_id, web_user_id) WHERE ended_at IS NULL;
CREATE INDEX masquerades_web_user ON masquerades (web_user_id, created_at DESC);
CREATE INDEX masquerades_csr ON masquerades (csr_id, created_at DESC);
ALTER TABLE self_service_tasks ADD FOREIGN KEY (masquerade_id) REFERENCES masquerades;
ALTER TABLE customer_contacts ADD FOREIGN KEY (masquerade_id) REFERENCES masquerades;

-- What a masquerade is cannot be changed, and an ended one cannot be changed at all.
CREATE FUNCTION guard_masquerade_constants() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.masquerade_id, NEW.csr_id, NEW.desk_session_id, NEW.web_user_id, NEW.account_id, NEW.purpose_kind,
      NEW.purpose_reference, NEW.created_at, NEW.ends_at, NEW.idle_seconds)
    IS DISTINCT FROM (OLD.masquerade_id, OLD.csr_id, OLD.desk_session_id, OLD.web_user_id, OLD.account_id,
      OLD.purpose_kind, OLD.purpose_reference, OLD.created_at, OLD.ends_at, OLD.idle_seconds) THEN
    RAISE EXCEPTION 'a masquerade''s constants never change';
  END IF;
  IF OLD.ended_at IS NOT NULL THEN RAISE EXCEPTION 'an ended masquerade never changes'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER masquerades_constants BEFORE UPDATE ON masquerades
  FOR EACH ROW EXECUTE FUNCTION guard_masquerade_constants();

-- Ends a masquerade once and records it; true if this call ended it. `in_by` is what the entry names as its actor.
CREATE FUNCTION end_masquerade(in_masquerade_id text, in_cause text, in_by jsonb) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
DECLARE ended masquerades;
BEGIN
  UPDATE masquerades SET ended_at = current_instant(), end_cause = in_cause
  WHERE masquerade_id = in_masquerade_id AND ended_at IS NULL RETURNING * INTO ended;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM append_record(jsonb_build_array(jsonb_build_object(
    'event', 'ended', 'action', 'masquerade:end', 'reason', in_cause, 'csr_id', ended.csr_id,
    'web_user_id', ended.web_user_id, 'account_id', ended.account_id, 'masquerade_id', ended.masquerade_id,
    'correlation_id', gen_random_uuid(), 'actor_kind', 'system') || in_by));
  RETURN true;
END $$;

-- Why a masquerade can no longer go on, or null while it can.
CREATE FUNCTION masquerade_end_cause(m masquerades) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT CASE
    WHEN m.end_cause IS NOT NULL THEN m.end_cause
    WHEN m.ends_at <= current_instant() THEN 'time'
    WHEN m.last_activity_at + make_interval(secs => m.idle_seconds) <= current_instant() THEN 'idle'
    WHEN m.arrived_at IS NULL AND m.code_expires_at <= current_instant() THEN 'never-arrived'
    WHEN setting_value('masquerade.enabled') = 'false' THEN 'switched-off'
    WHEN NOT EXISTS (SELECT 1 FROM desk_sessions s WHERE s.desk_session_id = m.desk_session_id AND s.ended_at IS NULL
      AND s.expires_at > current_instant() AND s.last_used_at > current_instant() - interval '1 hour') THEN 'desk-signed-out'
    WHEN NOT EXISTS (SELECT 1 FROM csr_users u WHERE u.csr_id = m.csr_id AND u.is_active)
      OR NOT 'masquerade:start' = ANY (permissions_of(m.csr_id)) THEN 'permission-lost'
    WHEN NOT EXISTS (
      SELECT 1 FROM web_users w JOIN web_user_accounts l USING (web_user_id)
      WHERE w.web_user_id = m.web_user_id AND w.is_active AND l.account_id = m.account_id AND l.is_active)
      THEN 'web-user-unavailable'
  END
$$;

-- Opens a request of a masquerade: everything is checked again, at each request. A row with an end cause: it has ended (and
-- if it had not been ended yet, it is now). No row: no such masquerade.
CREATE FUNCTION open_masquerade_request(in_token_hash bytea, in_host_masquerade_id text)
  RETURNS TABLE (masquerade_id text, csr_id text, csr_display_name text, permissions text[], desk_session_id bigint,
    web_user_id bigint, user_name text, email text, locale text, person_id bigint, display_name text, account_id bigint,
    mode text, ends_at timestamptz, is_stepped_up boolean, switches jsonb, end_cause text)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
#variable_conflict use_column
DECLARE m masquerades; cause text;
BEGIN
  SELECT * INTO m FROM masquerades WHERE token_hash = in_token_hash
    AND (in_host_masquerade_id IS NULL OR masquerade_id = in_host_masquerade_id);
  IF NOT FOUND THEN RETURN; END IF;
  cause := masquerade_end_cause(m);
  IF cause IS NOT NULL THEN
    PERFORM end_masquerade(m.masquerade_id, cause, '{}');
    masquerade_id := m.masquerade_id; csr_id := m.csr_id; account_id := m.account_id; web_user_id := m.web_user_id;
    end_cause := cause;
    RETURN NEXT; RETURN;
  END IF;
  IF m.last_activity_at < current_instant() - interval '15 seconds' THEN
    UPDATE masquerades x SET last_activity_at = current_instant() WHERE x.masquerade_id = m.masquerade_id;
    UPDATE desk_sessions s SET last_used_at = current_instant() WHERE s.desk_session_id = m.desk_session_id;
  END IF;
  RETURN QUERY
  SELECT m.masquerade_id, m.csr_id, u.display_name, permissions_of(m.csr_id), m.desk_session_id, w.web_user_id,
    w.user_name, w.email, w.locale, w.person_id, full_name(n.given_name, n.surname, n.organisation_name), m.account_id,
    m.mode, m.ends_at,
    COALESCE(m.step_up_until > current_instant(), false), entitlement_switches_of(m.csr_id), NULL::text
  FROM web_users w
  JOIN csr_users u ON u.csr_id = m.csr_id
  LEFT JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
  WHERE w.web_user_id = m.web_user_id;
END $$;

-- The arrival: uses the code once, by one conditional UPDATE, and binds the cookie's token to the row.
-- 'arrived' | 'already-here' (the browser that holds the cookie) | 'replayed' (any other: the masquerade is ended and an
-- alert recorded) | 'refused'.
CREATE FUNCTION arrive_masquerade(in_code_hash bytea, in_token_hash bytea, in_held_token_hash bytea,
    in_host_masquerade_id text, in_ip inet)
  RETURNS TABLE (outcome text, masquerade_id text, ends_at timestamptz, account_id bigint)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
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
    PERFORM append_record(jsonb_build_array(jsonb_build_object('event', 'arrived', 'action', 'masquerade:arrive',
      'actor_kind', 'masquerade', 'csr_id', m.csr_id, 'web_user_id', m.web_user_id, 'account_id', m.account_id,
      'masquerade_id', m.masquerade_id, 'ip_address', in_ip, 'correlation_id', gen_random_uuid())));
    RETURN QUERY SELECT 'arrived', m.masquerade_id, m.ends_at, m.account_id; RETURN;
  END IF;
  SELECT * INTO m FROM masquerades x WHERE x.code_hash = in_code_hash AND x.code_used_at IS NOT NULL;
  IF NOT FOUND THEN RETURN QUERY SELECT 'refused', NULL::text, NULL::timestamptz, NULL::bigint; RETURN; END IF;
  IF m.token_hash = in_held_token_hash THEN
    RETURN QUERY SELECT 'already-here', m.masquerade_id, m.ends_at, m.account_id; RETURN;
  END IF;
  PERFORM append_record(jsonb_build_array(jsonb_build_object('event', 'alert', 'action', 'masquerade:arrive',
    'actor_kind', 'csr', 'csr_id', m.csr_id, 'web_user_id', m.web_user_id, 'account_id', m.account_id,
    'masquerade_id', m.masquerade_id, 'ip_address', in_ip, 'correlation_id', gen_random_uuid(),
    'reason', 'code-replayed')));
  PERFORM end_masquerade(m.masquerade_id, 'code-replayed', '{}');
  RETURN QUERY SELECT 'replayed', m.masquerade_id, NULL::timestamptz, NULL::bigint;
END $$;

-- From read-only to acting. The caller has decided that the CSR may; the permission is checked here once more.
CREATE FUNCTION switch_masquerade_to_act(in_masquerade_id text) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
  UPDATE masquerades SET mode = 'act', acting_since = current_instant()
  WHERE masquerade_id = in_masquerade_id AND ended_at IS NULL AND mode = 'read'
    AND 'masquerade:act' = ANY (permissions_of(csr_id));
  RETURN FOUND;
END $$;

-- Writes the end of what nobody closed; the number it ended.
CREATE FUNCTION sweep_masquerades() RETURNS integer
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT count(*) FILTER (WHERE end_masquerade(m.masquerade_id, m.cause, '{}'))::integer
  FROM (SELECT x.masquerade_id, masquerade_end_cause(x) AS cause FROM masquerades x WHERE x.ended_at IS NULL
    FOR UPDATE SKIP LOCKED) m
  WHERE m.cause IS NOT NULL
$$;

REVOKE EXECUTE ON FUNCTION end_masquerade, masquerade_end_cause, open_masquerade_request, arrive_masquerade,
  switch_masquerade_to_act, sweep_masquerades FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_masquerade_request TO porchlight_portal, porchlight_view;
GRANT EXECUTE ON FUNCTION arrive_masquerade, switch_masquerade_to_act TO porchlight_view;
GRANT EXECUTE ON FUNCTION end_masquerade TO porchlight_view, porchlight_portal, porchlight_desk;
GRANT EXECUTE ON FUNCTION sweep_masquerades TO porchlight_worker;

ALTER TABLE masquerades ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON masquerades TO porchlight_desk, porchlight_worker USING (true) WITH CHECK (true);
CREATE POLICY my_support_visits ON masquerades FOR SELECT TO porchlight_portal, porchlight_view
  USING (web_user_id = current_web_user_id());
GRANT SELECT (masquerade_id, csr_id, web_user_id, account_id, purpose_kind, purpose_reference, created_at, arrived_at,
  mode, acting_since, ends_at, ended_at, end_cause) ON masquerades TO porchlight_portal, porchlight_view;
GRANT SELECT (masquerade_id, csr_id, desk_session_id, web_user_id, account_id, purpose_kind, purpose_reference,
  prompt_version, prompt_locale, created_at, ends_at, idle_seconds, ip_address, code_expires_at, code_used_at, arrived_at,
  mode, acting_since, step_up_until, last_activity_at, ended_at, end_cause) ON masquerades
  TO porchlight_desk, porchlight_worker;
GRANT INSERT ON masquerades TO porchlight_desk;
GRANT UPDATE (code_hash, code_expires_at, code_used_at, prompt_version, prompt_locale, step_up_until) ON masquerades
  TO porchlight_desk;
