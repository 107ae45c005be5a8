-- Staff from the identity provider: by SCIM 2.0, and by the group claim of a sign-in. The provider names groups of its own; a mapping
-- says which of our groups each of them gives. What is not mapped gives nothing (docs/decisions/0076-groups-of-the-provider.md).

CREATE TABLE group_mappings (
  provider_group text COLLATE "C" NOT NULL CHECK (length(provider_group) BETWEEN 1 AND 300),
  csr_group text COLLATE "C" NOT NULL REFERENCES csr_groups ON DELETE CASCADE,
  mapped_by_csr_id text NOT NULL REFERENCES csr_users,
  mapped_at timestamptz NOT NULL,
  PRIMARY KEY (provider_group, csr_group)
);
COMMENT ON COLUMN group_mappings.provider_group IS 'The identifier or the name of the provider''s group, to the letter.';

-- What the group claim of the last sign-in said.
CREATE TABLE claimed_groups (
  csr_id text COLLATE "C" PRIMARY KEY REFERENCES csr_users ON DELETE CASCADE,
  provider_groups text[] NOT NULL,
  seen_at timestamptz NOT NULL
);

CREATE TABLE provisioning_tokens (
  provisioning_token_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  client_id text COLLATE "C" NOT NULL CHECK (client_id ~ '^[a-z][a-z0-9-]{1,39}$'),
  token_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  created_by_csr_id text REFERENCES csr_users,
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  ended_at timestamptz,
  ended_by_csr_id text REFERENCES csr_users
);
COMMENT ON TABLE provisioning_tokens IS 'Bearer tokens of SCIM clients, hashed. A client has two while one replaces the other.';
COMMENT ON COLUMN provisioning_tokens.created_by_csr_id IS 'Null: by an administrator''s command.';

-- A member of staff as the provider says. `attributes` is the resource as SCIM writes it.
CREATE TABLE provisioned_staff (
  scim_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  csr_id text COLLATE "C" NOT NULL UNIQUE REFERENCES csr_users,
  user_name text NOT NULL,
  external_id text,
  attributes jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX provisioned_staff_user_name ON provisioned_staff (lower(user_name));
CREATE INDEX provisioned_staff_external_id ON provisioned_staff (external_id);

CREATE TABLE provider_groups (
  scim_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  display_name text NOT NULL,
  external_id text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX provider_groups_display_name ON provider_groups (lower(display_name));
CREATE INDEX provider_groups_external_id ON provider_groups (external_id);

CREATE TABLE provider_group_members (
  group_scim_id uuid NOT NULL REFERENCES provider_groups ON DELETE CASCADE,
  member_scim_id uuid NOT NULL REFERENCES provisioned_staff ON DELETE CASCADE,
  PRIMARY KEY (group_scim_id, member_scim_id)
);
CREATE INDEX provider_group_members_member ON provider_group_members (member_scim_id);

-- Why a desk session ended without its CSR's doing: its open tabs say so.
ALTER TABLE desk_sessions ADD COLUMN end_cause text
  CHECK (end_cause IN ('switched-off', 'group-lost', 'signed-out-at-provider'));
ALTER TABLE desk_sessions ADD COLUMN provider_subject text;
COMMENT ON COLUMN desk_sessions.provider_subject IS 'The subject (sub) of the ID token, which a logout token names.';
GRANT UPDATE (end_cause) ON desk_sessions TO porchlight_desk;

-- As before, and says why.
CREATE OR REPLACE FUNCTION end_sessions_of_csr() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  UPDATE desk_sessions SET ended_at = current_instant(), end_cause = CASE WHEN NOT NEW.is_active THEN 'switched-off' END
  WHERE csr_id = NEW.csr_id AND ended_at IS NULL;
  RETURN NULL;
END $$;

-- Why the session of a cookie has ended; null for a live one, an unknown one, and an end that needs no explanation.
CREATE FUNCTION desk_session_end(in_token_hash bytea) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT s.end_cause FROM desk_sessions s WHERE s.token_hash = in_token_hash AND s.ended_at IS NOT NULL
$$;

-- The client of a bearer token, and whether the token still counts. No row: there is no such token.
CREATE FUNCTION open_provisioning_request(in_token_hash bytea) RETURNS TABLE (client_id text, standing text)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE token provisioning_tokens;
BEGIN
  SELECT t.* INTO token FROM provisioning_tokens t WHERE t.token_hash = in_token_hash;
  IF NOT FOUND THEN RETURN; END IF;
  IF token.ended_at IS NOT NULL THEN RETURN QUERY SELECT token.client_id, 'ended'; RETURN; END IF;
  IF token.expires_at <= current_instant() THEN RETURN QUERY SELECT token.client_id, 'expired'; RETURN; END IF;
  IF token.last_used_at IS NULL OR token.last_used_at < current_instant() - interval '1 minute' THEN
    UPDATE provisioning_tokens t SET last_used_at = current_instant()
    WHERE t.provisioning_token_id = token.provisioning_token_id;
  END IF;
  RETURN QUERY SELECT token.client_id, 'live';
END $$;

-- The member of staff with this subject at this issuer; a new one under the first free id where there is none.
CREATE FUNCTION csr_of_subject(in_issuer text, in_subject text, in_csr_id text, in_display_name text, in_email text) RETURNS text
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  free text;
  number integer := 1;
BEGIN
  PERFORM lock_staff();
  SELECT u.csr_id INTO free FROM csr_users u WHERE u.issuer = in_issuer AND u.subject = in_subject;
  IF FOUND THEN RETURN free; END IF;
  free := in_csr_id;
  WHILE EXISTS (SELECT 1 FROM csr_users u WHERE u.csr_id = free) LOOP
    number := number + 1;
    free := left(in_csr_id, 50) || '.' || number;
  END LOOP;
  INSERT INTO csr_users (csr_id, issuer, subject, display_name, email)
  VALUES (free, in_issuer, in_subject, in_display_name, in_email);
  RETURN free;
END $$;

-- Puts what the provider says about a person: who they are, and (not null) whether they are active.
CREATE FUNCTION put_provisioned_csr(in_csr_id text, in_subject text, in_display_name text, in_email text, in_is_active boolean,
    in_by jsonb) RETURNS jsonb
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM lock_staff();
  UPDATE csr_users u SET subject = in_subject, display_name = in_display_name, email = in_email
  WHERE u.csr_id = in_csr_id AND (u.subject, u.display_name, u.email) IS DISTINCT FROM (in_subject, in_display_name, in_email);
  IF in_is_active IS NULL THEN RETURN NULL; END IF;
  RETURN change_csr(in_csr_id, in_is_active, NULL, in_by);
END $$;

-- As before, but without a cause nothing ends. The change of one CSR's groups asks for each masquerade in one expression, `cause
-- IN (...) AND end_masquerade(...)`: a masquerade that goes on has no cause, and "null and ..." goes on to the second part.
CREATE OR REPLACE FUNCTION end_masquerade(in_masquerade_id text, in_cause text, in_by jsonb) RETURNS boolean
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE ended masquerades;
BEGIN
  IF in_cause IS NULL THEN RETURN false; END IF;
  UPDATE masquerades SET ended_at = current_instant(), end_cause = in_cause
  WHERE masquerade_id = in_masquerade_id AND ended_at IS NULL RETURNING * INTO ended;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM append_record(jsonb_build_array(jsonb_build_object(
    'event', 'ended', 'action', 'masquerade:end', 'reason', in_cause, 'csr_id', ended.csr_id,
    'web_user_id', ended.web_user_id, 'account_id', ended.account_id, 'masquerade_id', ended.masquerade_id,
    'correlation_id', gen_random_uuid(), 'actor_kind', 'system') || in_by));
  RETURN true;
END $$;

-- The groups of ours that the mapping gives for the provider's groups of a person, by source.
CREATE FUNCTION mapped_groups(in_csr_id text, in_source text) RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT ARRAY(
    SELECT DISTINCT g.csr_group FROM group_mappings p JOIN csr_groups g USING (csr_group)
    WHERE g.deleted_at IS NULL AND CASE in_source
      WHEN 'claim' THEN EXISTS (SELECT 1 FROM claimed_groups c
        WHERE c.csr_id = in_csr_id AND p.provider_group = ANY (c.provider_groups))
      WHEN 'scim' THEN EXISTS (SELECT 1 FROM provisioned_staff s
        JOIN provider_group_members m ON m.member_scim_id = s.scim_id JOIN provider_groups q ON q.scim_id = m.group_scim_id
        WHERE s.csr_id = in_csr_id AND p.provider_group IN (q.display_name, q.external_id))
      END
    ORDER BY 1)
$$;

-- Brings the groups of a person that come from the provider into step with what it said and with the mapping. A person who lost
-- one has left a group there: desk sessions end, and masquerades with them. Returns what change_csr returns, and { lost, gained }.
CREATE FUNCTION sync_provider_groups(in_csr_id text, in_by jsonb) RETURNS jsonb
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  from_source text := in_by ->> 'source';
  held text[];
  given text[];
  changed jsonb;
  ended integer := 0;
BEGIN
  PERFORM lock_staff();
  held := ARRAY(SELECT DISTINCT m.csr_group FROM group_memberships m WHERE m.csr_id = in_csr_id AND m.source = from_source
    AND m.effective_from <= current_instant() AND m.effective_to > current_instant() ORDER BY 1);
  given := mapped_groups(in_csr_id, from_source);
  IF held = given THEN RETURN jsonb_build_object('lost', '[]'::jsonb, 'gained', '[]'::jsonb, 'endedSessions', 0, 'endedMasquerades', 0); END IF;
  IF NOT held <@ given THEN
    UPDATE desk_sessions s SET ended_at = current_instant(), end_cause = 'group-lost'
    WHERE s.csr_id = in_csr_id AND s.ended_at IS NULL;
    GET DIAGNOSTICS ended = ROW_COUNT;
  END IF;
  changed := change_csr(in_csr_id, NULL,
    (SELECT COALESCE(jsonb_agg(jsonb_build_object('csrGroup', g)), '[]') FROM unnest(given) g), in_by);
  RETURN changed || jsonb_build_object('endedSessions', ended,
    'lost', to_jsonb(ARRAY(SELECT unnest(held) EXCEPT SELECT unnest(given) ORDER BY 1)),
    'gained', to_jsonb(ARRAY(SELECT unnest(given) EXCEPT SELECT unnest(held) ORDER BY 1)));
END $$;

-- Keeps what the group claim of a sign-in says, and brings the groups into step with it.
CREATE FUNCTION take_claimed_groups(in_csr_id text, in_provider_groups text[], in_by jsonb) RETURNS jsonb
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM lock_staff();
  INSERT INTO claimed_groups (csr_id, provider_groups, seen_at) VALUES (in_csr_id, in_provider_groups, current_instant())
  ON CONFLICT (csr_id) DO UPDATE SET provider_groups = excluded.provider_groups, seen_at = excluded.seen_at;
  RETURN sync_provider_groups(in_csr_id, in_by);
END $$;

-- An alert about what a machine tried to do to a member of staff: once an hour about the same person.
CREATE FUNCTION raise_provider_alert(in_csr_id text, in_entry jsonb) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(in_csr_id, 7303));
  IF EXISTS (SELECT 1 FROM to_dos t WHERE t.about_csr_id = in_csr_id AND t.subject = in_entry ->> 'reason'
    AND t.created_at > current_instant() - interval '1 hour') THEN RETURN; END IF;
  PERFORM append_record(jsonb_build_array(in_entry || '{"event": "alert"}'));
  INSERT INTO to_dos (to_do_role, subject, priority, about_csr_id, created_at)
  VALUES ('security-officer', in_entry ->> 'reason', 1, in_csr_id, current_instant());
  PERFORM pg_notify('alerts', '');
END $$;

REVOKE EXECUTE ON FUNCTION desk_session_end, open_provisioning_request, csr_of_subject, put_provisioned_csr, mapped_groups,
  sync_provider_groups, take_claimed_groups, raise_provider_alert FROM PUBLIC;
GRANT EXECUTE ON FUNCTION desk_session_end, open_provisioning_request, csr_of_subject, put_provisioned_csr, mapped_groups,
  sync_provider_groups, take_claimed_groups, raise_provider_alert TO porchlight_desk;
GRANT SELECT, INSERT, UPDATE, DELETE ON group_mappings, provisioned_staff, provider_groups, provider_group_members TO porchlight_desk;
GRANT SELECT ON claimed_groups TO porchlight_desk;
GRANT SELECT (provisioning_token_id, client_id, created_at, created_by_csr_id, expires_at, last_used_at, ended_at, ended_by_csr_id),
  INSERT ON provisioning_tokens TO porchlight_desk;
GRANT UPDATE (ended_at, ended_by_csr_id) ON provisioning_tokens TO porchlight_desk;
