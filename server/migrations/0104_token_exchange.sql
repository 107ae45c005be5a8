-- Masquerades that another customer information system (CIS) starts, by OAuth 2.0 Token Exchange (RFC 8693). Each such system is a
-- registered issuer; its CSRs are known by issuer and subject (docs/decisions/0091-token-exchange.md).

CREATE TABLE trusted_issuers (
  issuer_key text COLLATE "C" PRIMARY KEY CHECK (issuer_key ~ '^[a-z][a-z0-9-]{1,39}$'),
  display_name text NOT NULL,
  issuer text COLLATE "C" NOT NULL UNIQUE,
  audience text COLLATE "C" NOT NULL,
  key_address text,
  pasted_keys jsonb,
  algorithms text[] NOT NULL CHECK (cardinality(algorithms) > 0 AND algorithms <@ '{ES256,RS256,EdDSA}'),
  return_urls text[] NOT NULL CHECK (cardinality(return_urls) > 0),
  context_names text[] NOT NULL,
  active_from timestamptz NOT NULL,
  active_to timestamptz NOT NULL DEFAULT 'infinity',
  version integer NOT NULL DEFAULT 1,
  fetched_keys jsonb,
  keys_fetched_at timestamptz,
  keys_asked_at timestamptz,
  last_used_at timestamptz,
  CHECK ((key_address IS NULL) <> (pasted_keys IS NULL)),
  CHECK (active_to > active_from)
);
COMMENT ON COLUMN trusted_issuers.issuer IS 'The claim iss of its tokens, to the letter.';
COMMENT ON COLUMN trusted_issuers.key_address IS 'Where its public keys (JWKS) are. Null: the keys were pasted.';
COMMENT ON COLUMN trusted_issuers.fetched_keys IS 'The public keys that were last fetched, for all processes.';
COMMENT ON COLUMN trusted_issuers.keys_asked_at IS 'When a process last claimed the right to fetch: at most one fetch in 30 seconds.';

CREATE TABLE trusted_issuer_subjects (
  issuer_key text COLLATE "C" NOT NULL REFERENCES trusted_issuers,
  subject text COLLATE "C" NOT NULL,
  csr_id text NOT NULL REFERENCES csr_users,
  mapped_by_csr_id text REFERENCES csr_users,
  mapped_at timestamptz NOT NULL,
  PRIMARY KEY (issuer_key, subject)
);
COMMENT ON COLUMN trusted_issuer_subjects.mapped_by_csr_id IS 'Null: by an administrator''s command.';
CREATE INDEX trusted_issuer_subjects_csr ON trusted_issuer_subjects (csr_id);

CREATE TABLE trusted_issuer_versions (
  issuer_key text COLLATE "C" NOT NULL REFERENCES trusted_issuers,
  version integer NOT NULL,
  change text NOT NULL CHECK (change IN ('created', 'changed', 'subject-mapped', 'subject-unmapped')),
  before jsonb,
  after jsonb NOT NULL,
  reason text NOT NULL,
  changed_by_csr_id text NOT NULL REFERENCES csr_users,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (issuer_key, version)
);

-- The CSR's own session at another CIS is a desk session that no browser holds the token of.
ALTER TABLE desk_sessions ADD COLUMN issuer_key text COLLATE "C" REFERENCES trusted_issuers, ADD COLUMN issuer_session_hash bytea;
COMMENT ON COLUMN desk_sessions.issuer_key IS 'The registered issuer whose session this is; null for a session of this desk.';
COMMENT ON COLUMN desk_sessions.issuer_session_hash IS 'The hash of the issuer''s name of the session (sid).';
CREATE INDEX desk_sessions_issuer ON desk_sessions (issuer_key, issuer_session_hash) WHERE issuer_key IS NOT NULL;

CREATE TABLE ended_issuer_sessions (
  issuer_key text COLLATE "C" NOT NULL REFERENCES trusted_issuers,
  session_hash bytea NOT NULL,
  ended_at timestamptz NOT NULL,
  PRIMARY KEY (issuer_key, session_hash)
);
COMMENT ON TABLE ended_issuer_sessions IS 'Sessions that the issuer has ended: a later token cannot open them again.';

CREATE TABLE used_assertions (
  assertion_hash bytea PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE used_assertions IS 'Issuer and jti of each token that was accepted, hashed, until it is too old to be accepted.';

-- A masquerade that was asked for and that its CSR has not confirmed. It is none yet: nothing of it is seen, and nothing starts by
-- itself. Rows are deleted after a day, so they need no foreign key to the customer.
CREATE TABLE token_exchanges (
  masquerade_id text COLLATE "C" PRIMARY KEY CHECK (masquerade_id ~ '^[a-z2-7]{26}$'),
  issuer_key text COLLATE "C" NOT NULL REFERENCES trusted_issuers,
  csr_id text NOT NULL REFERENCES csr_users,
  desk_session_id bigint NOT NULL REFERENCES desk_sessions ON DELETE CASCADE,
  web_user_id bigint NOT NULL,
  account_id bigint NOT NULL,
  purpose_kind text NOT NULL,
  purpose_reference text NOT NULL,
  context jsonb NOT NULL,
  return_url text NOT NULL,
  locale text NOT NULL CHECK (locale IN ('en', 'es')),
  ip_address inet NOT NULL,
  created_at timestamptz NOT NULL,
  code_hash bytea NOT NULL UNIQUE,
  code_expires_at timestamptz NOT NULL,
  code_used_at timestamptz,
  token_hash bytea UNIQUE,
  pending_until timestamptz,
  closed_at timestamptz,
  closed_as text CHECK (closed_as IN ('confirmed', 'canceled', 'replayed')),
  CHECK ((code_used_at IS NULL) = (token_hash IS NULL)),
  CHECK ((code_used_at IS NULL) = (pending_until IS NULL)),
  CHECK ((closed_at IS NULL) = (closed_as IS NULL))
);
COMMENT ON COLUMN token_exchanges.masquerade_id IS 'The id that the masquerade gets when it is confirmed: the name of its view origin.';
COMMENT ON COLUMN token_exchanges.ip_address IS 'The address of the CIS that asked for it.';
CREATE INDEX token_exchanges_same ON token_exchanges (csr_id, desk_session_id, web_user_id, account_id) WHERE closed_at IS NULL;
CREATE INDEX token_exchanges_created ON token_exchanges (created_at);

ALTER TABLE token_exchanges ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON token_exchanges TO porchlight_desk, porchlight_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON token_exchanges TO porchlight_desk;
GRANT UPDATE (code_hash, code_expires_at, code_used_at, token_hash, pending_until, closed_at, closed_as, context, return_url, locale)
  ON token_exchanges TO porchlight_desk;
GRANT SELECT (created_at), DELETE ON token_exchanges TO porchlight_worker;
GRANT SELECT, INSERT, UPDATE ON trusted_issuers TO porchlight_desk;
GRANT SELECT, INSERT, DELETE ON trusted_issuer_subjects TO porchlight_desk;
GRANT SELECT, INSERT ON trusted_issuer_versions TO porchlight_desk;
GRANT SELECT, INSERT ON ended_issuer_sessions TO porchlight_desk;
GRANT SELECT (ended_at), DELETE ON ended_issuer_sessions TO porchlight_worker;
GRANT SELECT, INSERT, DELETE ON used_assertions TO porchlight_desk;

-- The desk session of a CSR's session at an issuer; a new one where there is none, or where it was not used for an hour. Null: the
-- session has ended, or it is another CSR's.
CREATE FUNCTION open_issuer_session(in_issuer_key text, in_session_hash bytea, in_csr_id text, in_second_factor_at timestamptz,
    in_seconds integer, in_ip inet) RETURNS bigint
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE opened bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(in_issuer_key || encode(in_session_hash, 'hex'), 7304));
  IF EXISTS (SELECT 1 FROM ended_issuer_sessions e WHERE e.issuer_key = in_issuer_key AND e.session_hash = in_session_hash)
    OR EXISTS (SELECT 1 FROM desk_sessions s WHERE s.issuer_key = in_issuer_key AND s.issuer_session_hash = in_session_hash
      AND (s.ended_at IS NOT NULL OR s.csr_id <> in_csr_id)) THEN RETURN NULL; END IF;
  UPDATE desk_sessions s SET last_used_at = current_instant(),
    second_factor_at = COALESCE(s.second_factor_at, least(in_second_factor_at, current_instant()))
  WHERE s.issuer_key = in_issuer_key AND s.issuer_session_hash = in_session_hash AND s.expires_at > current_instant()
    AND s.last_used_at > current_instant() - interval '1 hour'
  RETURNING s.desk_session_id INTO opened;
  IF FOUND THEN RETURN opened; END IF;
  INSERT INTO desk_sessions (token_hash, csr_id, second_factor_at, created_at, last_used_at, expires_at, ip_address, user_agent,
    issuer_key, issuer_session_hash)
  SELECT sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), in_csr_id,
    CASE WHEN in_second_factor_at IS NOT NULL THEN least(in_second_factor_at, current_instant()) END, current_instant(),
    current_instant(), least(current_instant() + make_interval(secs => in_seconds), i.active_to), in_ip, i.display_name, i.issuer_key,
    in_session_hash
  FROM trusted_issuers i WHERE i.issuer_key = in_issuer_key
  RETURNING desk_session_id INTO opened;
  RETURN opened;
END $$;

-- Ends the sessions of an issuer that its registration no longer allows: of an issuer that is not active, and of subjects that are
-- no longer mapped to their CSR. Their masquerades end with them.
CREATE FUNCTION end_lost_issuer_sessions(in_issuer_key text) RETURNS integer
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE ended integer;
BEGIN
  UPDATE desk_sessions s SET ended_at = current_instant()
  FROM trusted_issuers i
  WHERE i.issuer_key = in_issuer_key AND s.issuer_key = in_issuer_key AND s.ended_at IS NULL
    AND (i.active_from > current_instant() OR i.active_to <= current_instant()
      OR NOT EXISTS (SELECT 1 FROM trusted_issuer_subjects t WHERE t.issuer_key = in_issuer_key AND t.csr_id = s.csr_id));
  GET DIAGNOSTICS ended = ROW_COUNT;
  RETURN ended;
END $$;

-- Where a masquerade leads back to: an address of its issuer that is still registered. Null: to this desk.
CREATE FUNCTION masquerade_return_url(in_masquerade_id text) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT CASE WHEN x.return_url = ANY (i.return_urls) THEN x.return_url ELSE i.return_urls[1] END
  FROM token_exchanges x JOIN trusted_issuers i USING (issuer_key) WHERE x.masquerade_id = in_masquerade_id
$$;

-- The arrival with the code of a token exchange: it makes the pending masquerade of this browser, for two minutes. `arrive_masquerade`
-- calls it for a code that is no masquerade's. 'pending' | 'already-pending' | 'replayed' | 'refused'
CREATE FUNCTION arrive_exchange(in_code_hash bytea, in_token_hash bytea, in_held_token_hash bytea, in_host_masquerade_id text, in_ip inet)
  RETURNS TABLE (outcome text, masquerade_id text, ends_at timestamptz, account_id bigint)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  x token_exchanges;
  m masquerades;
BEGIN
  UPDATE token_exchanges e SET code_used_at = current_instant(), token_hash = in_token_hash,
    pending_until = current_instant() + interval '2 minutes'
  WHERE e.code_hash = in_code_hash AND e.code_used_at IS NULL AND e.code_expires_at > current_instant() AND e.closed_at IS NULL
    AND (in_host_masquerade_id IS NULL OR e.masquerade_id = in_host_masquerade_id)
  RETURNING * INTO x;
  IF FOUND THEN RETURN QUERY SELECT 'pending', x.masquerade_id, x.pending_until, x.account_id; RETURN; END IF;
  SELECT * INTO x FROM token_exchanges e WHERE e.code_hash = in_code_hash AND e.code_used_at IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN QUERY SELECT 'refused', NULL::text, NULL::timestamptz, NULL::bigint; RETURN; END IF;
  SELECT * INTO m FROM masquerades k WHERE k.masquerade_id = x.masquerade_id;
  IF m.token_hash = in_held_token_hash THEN
    RETURN QUERY SELECT 'already-here', x.masquerade_id, m.ends_at, x.account_id; RETURN;
  END IF;
  IF x.token_hash = in_held_token_hash THEN
    RETURN QUERY SELECT 'already-pending', x.masquerade_id, x.pending_until, x.account_id; RETURN;
  END IF;
  IF x.closed_as IS DISTINCT FROM 'replayed' THEN
    UPDATE token_exchanges e SET closed_at = current_instant(), closed_as = 'replayed' WHERE e.masquerade_id = x.masquerade_id;
    PERFORM raise_alert(jsonb_build_object('action', 'masquerade:arrive', 'actor_kind', 'csr', 'csr_id', x.csr_id,
      'web_user_id', x.web_user_id, 'account_id', x.account_id, 'masquerade_id', x.masquerade_id, 'ip_address', in_ip,
      'correlation_id', gen_random_uuid(), 'reason', 'code-replayed'), false);
    PERFORM end_masquerade(x.masquerade_id, 'code-replayed', '{}');
  END IF;
  RETURN QUERY SELECT 'replayed', x.masquerade_id, NULL::timestamptz, NULL::bigint;
END $$;

-- As before, and a code that is no masquerade's may be that of a token exchange.
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
  IF NOT FOUND THEN
    RETURN QUERY SELECT * FROM arrive_exchange(in_code_hash, in_token_hash, in_held_token_hash, in_host_masquerade_id, in_ip);
    RETURN;
  END IF;
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

-- As before, with where the masquerade leads back to.
DROP FUNCTION view_end_by_key(text, bytea);
DROP FUNCTION view_end(bytea, text);
CREATE FUNCTION view_end(in_token_hash bytea, in_host_masquerade_id text)
  RETURNS TABLE (account_id bigint, csr_locale text, ended_by text, given_reason text, return_url text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT m.account_id, m.csr_locale, e.display_name, e.given_reason, masquerade_return_url(m.masquerade_id)
  FROM masquerades m
  LEFT JOIN LATERAL (
    SELECT u.display_name, r.details ->> 'givenReason' AS given_reason
    FROM record_entries r JOIN csr_users u ON u.csr_id = r.csr_id
    WHERE r.masquerade_id = m.masquerade_id AND r.event = 'ended' AND r.actor_kind = 'csr' ORDER BY r.at DESC LIMIT 1) e ON true
  WHERE m.token_hash = in_token_hash AND (in_host_masquerade_id IS NULL OR m.masquerade_id = in_host_masquerade_id)
$$;
CREATE FUNCTION view_end_by_key(in_masquerade_id text, in_key bytea)
  RETURNS TABLE (account_id bigint, end_cause text, csr_locale text, ended_by text, given_reason text, return_url text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT e.account_id, c.cause, e.csr_locale, e.ended_by, e.given_reason, e.return_url
  FROM masquerades m
  CROSS JOIN LATERAL (SELECT masquerade_end_cause(m) AS cause) c
  CROSS JOIN LATERAL view_end(m.token_hash, m.masquerade_id) e
  WHERE m.masquerade_id = in_masquerade_id AND view_end_key(m.token_hash) = in_key AND c.cause IS NOT NULL
$$;

REVOKE EXECUTE ON FUNCTION open_issuer_session, end_lost_issuer_sessions, masquerade_return_url, arrive_exchange, view_end,
  view_end_by_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION view_end, view_end_by_key TO porchlight_view, porchlight_portal;
GRANT EXECUTE ON FUNCTION open_issuer_session, end_lost_issuer_sessions TO porchlight_desk;

INSERT INTO group_permissions (csr_group, resource, access_mode) VALUES
  ('security-officer', 'trusted-issuer', 'view'), ('security-officer', 'trusted-issuer', 'change')
ON CONFLICT DO NOTHING;
