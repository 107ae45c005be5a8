-- Staff: CSR users known by issuer and subject, their groups, permissions and desk sessions.

CREATE TABLE csr_users (
  csr_id text COLLATE "C" PRIMARY KEY CHECK (csr_id ~ '^[a-z0-9][a-z0-9._-]{1,60}$'),
  issuer text NOT NULL,
  subject text NOT NULL,
  display_name text NOT NULL,
  email text NOT NULL,
  person_id bigint REFERENCES persons,
  is_active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (issuer, subject)
);
COMMENT ON COLUMN csr_users.person_id IS 'The staff member as a customer: never the target of a masquerade.';

CREATE TABLE csr_groups (
  csr_group text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  requires_second_factor boolean NOT NULL DEFAULT false
);

-- One permission is a resource and an access mode.
CREATE TABLE group_permissions (
  csr_group text COLLATE "C" NOT NULL REFERENCES csr_groups ON DELETE CASCADE,
  resource text COLLATE "C" NOT NULL,
  access_mode text COLLATE "C" NOT NULL,
  effective_from timestamptz NOT NULL DEFAULT '-infinity',
  effective_to timestamptz NOT NULL DEFAULT 'infinity',
  PRIMARY KEY (csr_group, resource, access_mode)
);

CREATE TABLE group_memberships (
  csr_group text COLLATE "C" NOT NULL REFERENCES csr_groups ON DELETE CASCADE,
  csr_id text COLLATE "C" NOT NULL REFERENCES csr_users ON DELETE CASCADE,
  effective_from timestamptz NOT NULL DEFAULT '-infinity',
  effective_to timestamptz NOT NULL DEFAULT 'infinity',
  PRIMARY KEY (csr_group, csr_id, effective_from)
);
CREATE INDEX group_memberships_csr ON group_memberships (csr_id);

INSERT INTO csr_groups VALUES
  ('call-centre', 'Call centre', false),
  ('call-centre-trainee', 'Call centre, in training', false),
  ('supervisors', 'Supervisors', true),
  ('security-officer', 'Security officers', true);
INSERT INTO group_permissions (csr_group, resource, access_mode)
SELECT g, split_part(p, ':', 1), split_part(p, ':', 2)
FROM (VALUES
  ('call-centre', '{customer:search,account:view,web-user:view,task:view,contact:add,identifier:reveal,masquerade:start,masquerade:act}'::text[]),
  ('call-centre-trainee', '{customer:search,account:view,web-user:view,task:view,masquerade:start}'),
  ('supervisors', '{customer:search,account:view,web-user:view,task:view,contact:add,identifier:reveal,masquerade:start,masquerade:act,masquerade:review,masquerade:end-any,record:view}'),
  ('security-officer', '{customer:search,account:view,web-user:view,task:view,masquerade:review,masquerade:end-any,record:view,settings:view,settings:change,entitlements:change}')
) AS shipped (g, ps), unnest(ps) AS p;

CREATE TABLE desk_sessions (
  desk_session_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  csr_id text NOT NULL REFERENCES csr_users,
  second_factor_at timestamptz,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  ip_address inet NOT NULL,
  user_agent text NOT NULL
);
CREATE INDEX desk_sessions_csr ON desk_sessions (csr_id) WHERE ended_at IS NULL;

-- What a CSR may do now: 'resource:mode' of every effective permission of every effective group.
CREATE FUNCTION permissions_of(in_csr_id text) RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT COALESCE(array_agg(DISTINCT p.resource || ':' || p.access_mode), '{}')
  FROM group_memberships m JOIN group_permissions p USING (csr_group)
  WHERE m.csr_id = in_csr_id
    AND m.effective_from <= current_instant() AND m.effective_to > current_instant()
    AND p.effective_from <= current_instant() AND p.effective_to > current_instant()
$$;

-- Whether a group that the CSR is in asks for a second factor.
CREATE FUNCTION second_factor_required(in_csr_id text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT EXISTS (
    SELECT 1 FROM group_memberships m JOIN csr_groups g USING (csr_group)
    WHERE m.csr_id = in_csr_id AND g.requires_second_factor
      AND m.effective_from <= current_instant() AND m.effective_to > current_instant())
$$;

-- Opens a request of a signed-in CSR. No row: no session, or the CSR is no longer active, or has joined a group that asks
-- for a second factor which this session has not seen.
CREATE FUNCTION open_desk_request(in_token_hash bytea)
  RETURNS TABLE (desk_session_id bigint, csr_id text, display_name text, email text, permissions text[])
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
#variable_conflict use_column
DECLARE stale boolean;
BEGIN
  SELECT s.desk_session_id, u.csr_id, u.display_name, u.email, permissions_of(u.csr_id),
         s.last_used_at < current_instant() - interval '1 minute'
  INTO desk_session_id, csr_id, display_name, email, permissions, stale
  FROM desk_sessions s JOIN csr_users u ON u.csr_id = s.csr_id
  WHERE s.token_hash = in_token_hash AND s.ended_at IS NULL AND s.expires_at > current_instant() AND u.is_active
    AND s.last_used_at > current_instant() - interval '1 hour'
    AND (s.second_factor_at IS NOT NULL OR NOT second_factor_required(u.csr_id));
  IF NOT FOUND THEN RETURN; END IF;
  IF stale THEN
    UPDATE desk_sessions s SET last_used_at = current_instant()
    WHERE s.desk_session_id = open_desk_request.desk_session_id;
  END IF;
  RETURN NEXT;
END $$;

REVOKE EXECUTE ON FUNCTION permissions_of, second_factor_required, open_desk_request FROM PUBLIC;
GRANT EXECUTE ON FUNCTION permissions_of, second_factor_required, open_desk_request TO porchlight_desk;
GRANT SELECT ON csr_users, csr_groups, group_permissions, group_memberships TO porchlight_desk, porchlight_worker;
GRANT SELECT, INSERT ON desk_sessions TO porchlight_desk;
GRANT UPDATE (ended_at, second_factor_at) ON desk_sessions TO porchlight_desk;
GRANT SELECT ON desk_sessions TO porchlight_worker;
