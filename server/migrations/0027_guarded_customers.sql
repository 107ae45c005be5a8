-- Limits on what a CSR opens and reveals in an hour, protected customers who ask for a further reason, and the alerts that
-- both raise.

-- Employees (every person who is a CSR), their households and confidential addresses.
CREATE INDEX csr_users_person ON csr_users (person_id) WHERE person_id IS NOT NULL;
CREATE FUNCTION person_is_protected(in_person_id bigint) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  SELECT EXISTS (SELECT 1 FROM public.persons p WHERE p.person_id = in_person_id AND p.is_protected)
    OR EXISTS (SELECT 1 FROM public.csr_users u WHERE u.person_id = in_person_id)
$$;

-- An account is protected with everybody on it as soon as one person on it is.
CREATE FUNCTION account_is_protected(in_account_id bigint) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  SELECT EXISTS (SELECT 1 FROM public.account_persons ap
    WHERE ap.account_id = in_account_id AND public.person_is_protected(ap.person_id))
$$;

-- What each CSR opened: customers by account, revealed identifiers by themselves. Kept for an hour or little longer.
CREATE TABLE csr_openings (
  csr_id text COLLATE "C" NOT NULL,
  what text COLLATE "C" NOT NULL CHECK (what IN ('customer', 'identifier')),
  id bigint NOT NULL,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (csr_id, what, id)
);

-- Whether a CSR has opened this within the hour, and if not, how many others. What is not open yet waits here for every
-- other opening of the same CSR, until the end of the transaction: requests side by side cannot pass a limit together.
CREATE FUNCTION openings_of(in_csr_id text, in_what text, in_id bigint, OUT is_open boolean, OUT others integer)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE since timestamptz := current_instant() - interval '1 hour';
BEGIN
  others := 0;
  is_open := EXISTS (SELECT 1 FROM csr_openings o
    WHERE o.csr_id = in_csr_id AND o.what = in_what AND o.id = in_id AND o.opened_at > since);
  IF is_open THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(in_csr_id, 7302));
  SELECT COALESCE(bool_or(o.id = in_id), false), count(*) INTO is_open, others FROM csr_openings o
  WHERE o.csr_id = in_csr_id AND o.what = in_what AND o.opened_at > since;
END $$;

-- Notes that a CSR opened something, and writes the search that led to it: first the search, then what it opened.
CREATE FUNCTION note_opening(in_csr_id text, in_desk_session_id bigint, in_what text, in_id bigint) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM settle_search(in_desk_session_id);
  INSERT INTO csr_openings AS o VALUES (in_csr_id, in_what, in_id, current_instant())
  ON CONFLICT (csr_id, what, id) DO UPDATE SET opened_at = excluded.opened_at
  WHERE o.opened_at <= excluded.opened_at - interval '1 hour';
END $$;

-- The further reason for which a protected customer was opened. It counts for this account in this desk session, until it
-- expires.
CREATE TABLE protected_openings (
  protected_opening_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  csr_id text NOT NULL REFERENCES csr_users,
  desk_session_id bigint NOT NULL REFERENCES desk_sessions,
  account_id bigint NOT NULL REFERENCES accounts,
  reason_kind text NOT NULL,
  reference text NOT NULL,
  opened_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX protected_openings_session ON protected_openings (desk_session_id, account_id, expires_at);
CREATE INDEX protected_openings_account ON protected_openings (account_id, opened_at DESC);

-- Opens a protected customer for thirty minutes. The same again before that: the opening that stands, and no second alert.
CREATE FUNCTION open_protected(in_csr_id text, in_desk_session_id bigint, in_account_id bigint, in_reason_kind text,
    in_reference text, OUT protected_opening_id bigint, OUT expires_at timestamptz, OUT is_repeated boolean)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(in_csr_id, 7302));
  SELECT o.protected_opening_id, o.expires_at INTO protected_opening_id, expires_at FROM protected_openings o
  WHERE o.desk_session_id = in_desk_session_id AND o.account_id = in_account_id AND o.expires_at > current_instant()
  ORDER BY o.expires_at DESC LIMIT 1;
  is_repeated := FOUND;
  IF is_repeated THEN RETURN; END IF;
  INSERT INTO protected_openings AS o (csr_id, desk_session_id, account_id, reason_kind, reference, opened_at, expires_at)
  VALUES (in_csr_id, in_desk_session_id, in_account_id, in_reason_kind, in_reference, current_instant(),
    current_instant() + interval '30 minutes')
  RETURNING o.protected_opening_id, o.expires_at INTO protected_opening_id, expires_at;
END $$;

-- An alert is a line in the record, a to do of the security officer, and mail where an address is set.
ALTER TABLE to_dos ADD COLUMN about_csr_id text REFERENCES csr_users;
ALTER TABLE to_dos ADD COLUMN told_at timestamptz;
COMMENT ON COLUMN to_dos.told_at IS 'Of an alert: when its mail was put on its way, or found to have no address.';
CREATE INDEX to_dos_untold ON to_dos (to_do_id) WHERE to_do_role = 'security-officer' AND told_at IS NULL;
CREATE INDEX to_dos_about_csr ON to_dos (about_csr_id, subject, created_at) WHERE about_csr_id IS NOT NULL;

-- `entry` is the alert's line in the record, its keys the columns. Once an hour: the same about the same CSR is not raised
-- again within the hour. True where it was raised.
CREATE FUNCTION raise_alert(entry jsonb, in_once_an_hour boolean) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(entry ->> 'csr_id', 7303));
  IF in_once_an_hour AND EXISTS (SELECT 1 FROM to_dos t
    WHERE t.about_csr_id = entry ->> 'csr_id' AND t.subject = entry ->> 'reason'
      AND t.created_at > current_instant() - interval '1 hour') THEN RETURN false; END IF;
  PERFORM append_record(jsonb_build_array(entry || '{"event": "alert"}'));
  INSERT INTO to_dos (to_do_role, subject, priority, account_id, about_csr_id, created_at)
  VALUES ('security-officer', entry ->> 'reason', 1, (entry ->> 'account_id')::bigint, entry ->> 'csr_id',
    current_instant());
  PERFORM pg_notify('alerts', '');
  RETURN true;
END $$;

-- As before, but a code that is used twice alerts somebody: it was a line in the record alone.
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
  PERFORM raise_alert(jsonb_build_object('action', 'masquerade:arrive', 'actor_kind', 'csr', 'csr_id', m.csr_id,
    'web_user_id', m.web_user_id, 'account_id', m.account_id, 'masquerade_id', m.masquerade_id, 'ip_address', in_ip,
    'correlation_id', gen_random_uuid(), 'reason', 'code-replayed'), false);
  PERFORM end_masquerade(m.masquerade_id, 'code-replayed', '{}');
  RETURN QUERY SELECT 'replayed', m.masquerade_id, NULL::timestamptz, NULL::bigint;
END $$;

-- A masquerade reaches no protected account: not the one it was started on, nor another that its web user is linked to.
CREATE OR REPLACE FUNCTION linked_account_ids() RETURNS bigint[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT COALESCE(array_agg(l.account_id), '{}')
  FROM web_user_accounts l
  JOIN web_users w USING (web_user_id)
  LEFT JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
  WHERE l.web_user_id = current_web_user_id() AND l.is_active AND w.is_active
    AND COALESCE(ap.web_access_allowed, false)
    AND (current_setting('porchlight.in_masquerade', true) IS DISTINCT FROM 'true'
      OR NOT account_is_protected(l.account_id))
$$;

CREATE OR REPLACE FUNCTION masquerade_end_cause(m masquerades) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT CASE
    WHEN m.end_cause IS NOT NULL THEN m.end_cause
    WHEN m.ends_at <= current_instant() THEN 'time'
    WHEN m.last_activity_at + make_interval(secs => m.idle_seconds) <= current_instant() THEN 'idle'
    WHEN m.arrived_at IS NULL AND m.code_expires_at <= current_instant() THEN 'never-arrived'
    WHEN setting_value('masquerade.enabled') = 'false' THEN 'switched-off'
    WHEN NOT EXISTS (SELECT 1 FROM desk_sessions s WHERE s.desk_session_id = m.desk_session_id AND s.ended_at IS NULL
      AND s.expires_at > current_instant() AND s.last_used_at > current_instant() - interval '1 hour'
      AND (s.second_factor_at IS NOT NULL OR NOT second_factor_required(m.csr_id))) THEN 'desk-signed-out'
    WHEN NOT EXISTS (SELECT 1 FROM csr_users u WHERE u.csr_id = m.csr_id AND u.is_active)
      OR NOT 'masquerade:start' = ANY (permissions_of(m.csr_id)) THEN 'permission-lost'
    WHEN NOT EXISTS (
      SELECT 1 FROM web_users w
      JOIN web_user_accounts l USING (web_user_id)
      JOIN account_persons ap ON ap.account_id = l.account_id AND ap.person_id = w.person_id
      WHERE w.web_user_id = m.web_user_id AND w.is_active AND l.account_id = m.account_id AND l.is_active
        AND ap.web_access_allowed AND NOT account_is_protected(l.account_id))
      THEN 'web-user-unavailable'
  END
$$;

INSERT INTO group_permissions (csr_group, resource, access_mode) VALUES
  ('call-centre', 'account', 'open-protected'),
  ('supervisors', 'account', 'open-protected'),
  ('security-officer', 'alert', 'view'),
  ('security-officer', 'alert', 'settle')
ON CONFLICT DO NOTHING;

REVOKE EXECUTE ON FUNCTION openings_of, note_opening, open_protected, raise_alert FROM PUBLIC;
GRANT EXECUTE ON FUNCTION openings_of, note_opening, open_protected, raise_alert TO porchlight_desk;
GRANT SELECT ON csr_openings, protected_openings TO porchlight_desk;
GRANT SELECT, DELETE ON csr_openings TO porchlight_worker;
