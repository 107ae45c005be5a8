-- Staff, groups and the utility's switches are changed on the desk, by the identity provider and by an administrator's command: by
-- the functions here and no others, so that each change has a version, ends at once what it takes away, and leaves a security
-- officer (docs/decisions/0073-staff-changes.md).

ALTER TABLE csr_groups ADD COLUMN version integer NOT NULL DEFAULT 1, ADD COLUMN deleted_at timestamptz;
COMMENT ON COLUMN csr_groups.deleted_at IS 'A deleted group has no permissions, to-do roles or members. Its name stays for tasks, views and versions.';

ALTER TABLE group_memberships
  ADD COLUMN source text COLLATE "C" NOT NULL DEFAULT 'hand' CHECK (source IN ('hand', 'claim', 'scim')),
  DROP CONSTRAINT group_memberships_pkey,
  ADD PRIMARY KEY (csr_group, csr_id, source, effective_from);
COMMENT ON COLUMN group_memberships.source IS 'By hand, by the group claim of a sign-in, or by SCIM. Each source changes its own rows only.';

CREATE TABLE staff_versions (
  subject_kind text COLLATE "C" NOT NULL CHECK (subject_kind IN ('csr', 'group', 'utility')),
  subject text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  change text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL CHECK (source IN ('hand', 'claim', 'scim')),
  before jsonb,
  after jsonb NOT NULL,
  reason text,
  changed_by_csr_id text REFERENCES csr_users,
  approved_by_csr_id text REFERENCES csr_users,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (subject_kind, subject, version),
  CHECK ((source = 'hand') = (changed_by_csr_id IS NOT NULL)),
  CHECK (approved_by_csr_id IS NULL OR approved_by_csr_id <> changed_by_csr_id)
);
COMMENT ON COLUMN staff_versions.subject IS 'The CSR''s id, the group''s key, or empty for the utility.';
COMMENT ON COLUMN staff_versions.before IS 'Null: the group was created.';
CREATE INDEX staff_versions_newest ON staff_versions (changed_at DESC);

INSERT INTO group_permissions (csr_group, resource, access_mode) VALUES
  ('security-officer', 'staff', 'view'), ('security-officer', 'staff', 'change'), ('security-officer', 'csr-group', 'change')
ON CONFLICT DO NOTHING;

-- Every period in which a CSR has a permission by a group. The one reading of both effective dates.
CREATE FUNCTION permission_periods(in_csr_id text) RETURNS TABLE (permission text, period tstzrange)
  LANGUAGE sql STABLE
AS $$
  SELECT p.resource || ':' || p.access_mode,
    tstzrange(GREATEST(m.effective_from, p.effective_from), LEAST(m.effective_to, p.effective_to))
  FROM public.group_memberships m JOIN public.group_permissions p USING (csr_group)
  WHERE m.csr_id = in_csr_id
    AND GREATEST(m.effective_from, p.effective_from) < LEAST(m.effective_to, p.effective_to)
$$;

CREATE FUNCTION permissions_at(in_csr_id text, in_at timestamptz) RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT COALESCE(array_agg(DISTINCT p.permission ORDER BY p.permission), '{}')
  FROM permission_periods(in_csr_id) p WHERE p.period @> in_at
$$;
CREATE OR REPLACE FUNCTION permissions_of(in_csr_id text) RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT COALESCE(array_agg(DISTINCT p.permission), '{}')
  FROM permission_periods(in_csr_id) p WHERE p.period @> current_instant()
$$;

-- The switches that concern a CSR at a moment: [{entitlement, csrGroup, isOn}].
CREATE FUNCTION entitlement_switches_at(in_csr_id text, in_at timestamptz) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT COALESCE(jsonb_agg(jsonb_build_object('entitlement', entitlement, 'csrGroup', csr_group, 'isOn', is_on)), '[]')
  FROM (
    SELECT DISTINCT ON (c.entitlement, c.csr_group) c.entitlement, c.csr_group, c.is_on
    FROM entitlement_changes c
    WHERE c.csr_group IS NULL OR c.csr_group IN (
      SELECT m.csr_group FROM group_memberships m
      WHERE m.csr_id = in_csr_id AND m.effective_from <= in_at AND m.effective_to > in_at)
    ORDER BY c.entitlement, c.csr_group, c.entitlement_change_id DESC
  ) newest
  WHERE is_on IS NOT NULL
$$;
CREATE OR REPLACE FUNCTION entitlement_switches_of(in_csr_id text) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT entitlement_switches_at(in_csr_id, current_instant())
$$;

-- What these CSRs may, from now on: a row for now, and one for each later moment at which it changes. A CSR who is not active
-- may nothing.
CREATE FUNCTION staff_rights(in_csr_ids text[]) RETURNS TABLE (csr_id text, at timestamptz, permissions text[], switches jsonb,
    to_do_roles text[], needs_second_factor boolean)
  LANGUAGE sql STABLE
AS $$
  SELECT u.csr_id, b.at,
    CASE WHEN u.is_active THEN permissions_at(u.csr_id, b.at) ELSE '{}' END,
    entitlement_switches_at(u.csr_id, b.at),
    CASE WHEN u.is_active THEN ARRAY(SELECT DISTINCT r.to_do_role FROM group_memberships m JOIN group_to_do_roles r USING (csr_group)
      WHERE m.csr_id = u.csr_id AND m.effective_from <= b.at AND m.effective_to > b.at ORDER BY 1) ELSE '{}' END,
    EXISTS (SELECT 1 FROM group_memberships m JOIN csr_groups g USING (csr_group) WHERE m.csr_id = u.csr_id
      AND g.requires_second_factor AND m.effective_from <= b.at AND m.effective_to > b.at)
  FROM csr_users u CROSS JOIN LATERAL (
    SELECT current_instant() AS at
    UNION SELECT e.at FROM (
      SELECT unnest(ARRAY[m.effective_from, m.effective_to]) AS at FROM group_memberships m WHERE m.csr_id = u.csr_id
      UNION SELECT unnest(ARRAY[p.effective_from, p.effective_to]) FROM group_memberships m JOIN group_permissions p USING (csr_group)
      WHERE m.csr_id = u.csr_id) e
    WHERE e.at > current_instant() AND isfinite(e.at)) b
  WHERE u.csr_id = ANY (in_csr_ids)
  ORDER BY u.csr_id, b.at
$$;

-- The periods from now on in which no active CSR is a security officer: one who may change both staff and groups, and so can give
-- every other permission back.
CREATE FUNCTION officer_gaps() RETURNS tstzmultirange
  LANGUAGE sql STABLE
AS $$
  SELECT tstzmultirange(tstzrange(current_instant(), 'infinity')) - COALESCE(range_agg(o.both), '{}')
  FROM (
    SELECT range_agg(p.period) FILTER (WHERE p.permission = 'staff:change')
      * range_agg(p.period) FILTER (WHERE p.permission = 'csr-group:change') AS both
    FROM csr_users u CROSS JOIN LATERAL permission_periods(u.csr_id) p
    WHERE u.is_active GROUP BY u.csr_id) o
$$;

-- Throws where a change opened a period without a security officer. One that was there before the change is no obstacle: it may be
-- on the way out of it.
CREATE FUNCTION refuse_without_officer(in_gaps_before tstzmultirange) RETURNS void
  LANGUAGE plpgsql STABLE
AS $$
DECLARE opened tstzmultirange := officer_gaps() - in_gaps_before;
BEGIN
  IF NOT isempty(opened) THEN
    RAISE EXCEPTION 'last-security-officer' USING ERRCODE = 'P7301', DETAIL = lower(opened)::text;
  END IF;
END $$;

CREATE FUNCTION moment_or_null(in_at timestamptz) RETURNS timestamptz
  LANGUAGE sql IMMUTABLE
  RETURN CASE WHEN isfinite(in_at) THEN in_at END;

-- The switches that a group (null: the utility) has set: {entitlement: isOn}.
CREATE FUNCTION standing_switches(in_csr_group text) RETURNS jsonb
  LANGUAGE sql STABLE
AS $$
  SELECT COALESCE(jsonb_object_agg(c.entitlement, c.is_on ORDER BY c.entitlement) FILTER (WHERE c.is_on IS NOT NULL), '{}')
  FROM (SELECT DISTINCT ON (entitlement) entitlement, is_on FROM entitlement_changes
    WHERE csr_group IS NOT DISTINCT FROM in_csr_group ORDER BY entitlement, entitlement_change_id DESC) c
$$;

-- What a version keeps. Dates without an end are null. Null: there is no such subject.
CREATE FUNCTION staff_state(in_kind text, in_subject text) RETURNS jsonb
  LANGUAGE sql STABLE
AS $$
  SELECT CASE in_kind
    WHEN 'csr' THEN (
      SELECT jsonb_build_object('isActive', u.is_active, 'groups', COALESCE((
        SELECT jsonb_agg(jsonb_build_object('csrGroup', m.csr_group, 'source', m.source,
          'from', moment_or_null(m.effective_from), 'to', moment_or_null(m.effective_to))
          ORDER BY m.csr_group, m.source, m.effective_from)
        FROM group_memberships m
        WHERE m.csr_id = u.csr_id AND m.effective_to > current_instant() AND m.effective_to > m.effective_from), '[]'))
      FROM csr_users u WHERE u.csr_id = in_subject)
    WHEN 'group' THEN (
      SELECT jsonb_build_object('name', g.name, 'requiresSecondFactor', g.requires_second_factor,
        'isDeleted', g.deleted_at IS NOT NULL,
        'permissions', COALESCE((
          SELECT jsonb_agg(jsonb_build_object('permission', p.resource || ':' || p.access_mode,
            'from', moment_or_null(p.effective_from), 'to', moment_or_null(p.effective_to)) ORDER BY p.resource, p.access_mode)
          FROM group_permissions p WHERE p.csr_group = g.csr_group AND p.effective_to > current_instant()), '[]'),
        'toDoRoles', ARRAY(SELECT r.to_do_role FROM group_to_do_roles r WHERE r.csr_group = g.csr_group ORDER BY 1),
        'entitlements', standing_switches(g.csr_group))
      FROM csr_groups g WHERE g.csr_group = in_subject)
    WHEN 'utility' THEN jsonb_build_object('entitlements', standing_switches(NULL))
  END
$$;

CREATE FUNCTION staff_version(in_kind text, in_subject text) RETURNS integer
  LANGUAGE sql STABLE
AS $$
  SELECT CASE in_kind
    WHEN 'csr' THEN (SELECT u.version FROM csr_users u WHERE u.csr_id = in_subject)
    WHEN 'group' THEN (SELECT g.version FROM csr_groups g WHERE g.csr_group = in_subject)
    WHEN 'utility' THEN COALESCE((SELECT max(v.version) FROM staff_versions v WHERE v.subject_kind = 'utility'), 0)
  END
$$;

-- Locks everything about staff until the end of the transaction: two changes at once could each leave the other's officer.
CREATE FUNCTION lock_staff() RETURNS void
  LANGUAGE sql
AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('staff', 7304))
$$;

-- Ends the masquerades that these CSRs may no longer have, each with its line in the record. Returns how many.
CREATE FUNCTION end_lost_masquerades(in_csr_ids text[], in_attribution jsonb) RETURNS integer
  LANGUAGE plpgsql
AS $$
DECLARE
  m masquerades;
  ended integer := 0;
  cause text;
BEGIN
  FOR m IN SELECT * FROM masquerades x WHERE x.csr_id = ANY (in_csr_ids) AND x.ended_at IS NULL
    ORDER BY x.masquerade_id LOOP
    cause := masquerade_end_cause(m);
    IF cause IN ('permission-lost', 'desk-signed-out')
      AND end_masquerade(m.masquerade_id, cause, in_attribution) THEN ended := ended + 1; END IF;
  END LOOP;
  RETURN ended;
END $$;

-- Keeps a version. `in_by`: { csrId, approvedBy, source, change, reason, attribution }.
CREATE FUNCTION keep_staff_version(in_kind text, in_subject text, in_version integer, in_before jsonb, in_by jsonb) RETURNS void
  LANGUAGE sql
AS $$
  INSERT INTO staff_versions (subject_kind, subject, version, change, source, before, after, reason, changed_by_csr_id,
    approved_by_csr_id, changed_at)
  VALUES (in_kind, in_subject, in_version, in_by ->> 'change', in_by ->> 'source', in_before, staff_state(in_kind, in_subject),
    in_by ->> 'reason', in_by ->> 'csrId', in_by ->> 'approvedBy', current_instant())
$$;

-- Puts the groups of one source to [{csrGroup, from, to}]: what is not in it ends now, what runs already keeps its beginning.
CREATE FUNCTION put_members(in_csr_id text, in_source text, in_groups jsonb) RETURNS void
  LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM group_memberships m
  WHERE m.csr_id = in_csr_id AND m.source = in_source AND m.effective_from > current_instant();
  UPDATE group_memberships m SET effective_to = COALESCE((
    SELECT COALESCE(w.to, 'infinity') FROM jsonb_to_recordset(in_groups) AS w ("csrGroup" text, "from" timestamptz, "to" timestamptz)
    WHERE w."csrGroup" = m.csr_group AND COALESCE(w.from, current_instant()) <= current_instant()), current_instant())
  WHERE m.csr_id = in_csr_id AND m.source = in_source AND m.effective_to > current_instant();
  INSERT INTO group_memberships (csr_group, csr_id, source, effective_from, effective_to)
  SELECT w."csrGroup", in_csr_id, in_source, GREATEST(w.from, current_instant()), COALESCE(w.to, 'infinity')
  FROM jsonb_to_recordset(in_groups) AS w ("csrGroup" text, "from" timestamptz, "to" timestamptz)
  WHERE COALESCE(w.to, 'infinity') > current_instant() AND NOT EXISTS (SELECT 1 FROM group_memberships m
    WHERE m.csr_group = w."csrGroup" AND m.csr_id = in_csr_id AND m.source = in_source AND m.effective_to > current_instant())
  ON CONFLICT (csr_group, csr_id, source, effective_from) DO UPDATE SET effective_to = excluded.effective_to;
END $$;

-- Changes one CSR: whether active, and the groups of one source; null leaves as it is. Sessions of a CSR who may nothing more end,
-- and masquerades that have lost their ground. Returns null for an unknown CSR, else { version, before, after, endedSessions,
-- endedMasquerades, unknownGroup }. Throws P7301 where no security officer would be left.
CREATE FUNCTION change_csr(in_csr_id text, in_is_active boolean, in_groups jsonb, in_by jsonb) RETURNS jsonb
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  gaps tstzmultirange;
  before jsonb;
  unknown text;
  could boolean;
  live bigint[];
  new_version integer;
BEGIN
  PERFORM lock_staff();
  before := staff_state('csr', in_csr_id);
  IF before IS NULL THEN RETURN NULL; END IF;
  SELECT w."csrGroup" INTO unknown FROM jsonb_to_recordset(in_groups) AS w ("csrGroup" text)
  WHERE NOT EXISTS (SELECT 1 FROM csr_groups g WHERE g.csr_group = w."csrGroup" AND g.deleted_at IS NULL) LIMIT 1;
  IF unknown IS NOT NULL THEN RETURN jsonb_build_object('unknownGroup', unknown); END IF;
  gaps := officer_gaps();
  could := permissions_of(in_csr_id) <> '{}';
  live := ARRAY(SELECT s.desk_session_id FROM desk_sessions s WHERE s.csr_id = in_csr_id AND s.ended_at IS NULL
    AND s.expires_at > current_instant());
  IF in_groups IS NOT NULL THEN PERFORM put_members(in_csr_id, in_by ->> 'source', in_groups); END IF;
  IF in_is_active IS NOT NULL THEN
    UPDATE csr_users u SET is_active = in_is_active WHERE u.csr_id = in_csr_id AND u.is_active <> in_is_active;
  END IF;
  IF before = staff_state('csr', in_csr_id) THEN
    RETURN jsonb_build_object('version', staff_version('csr', in_csr_id), 'before', before, 'after', before,
      'endedSessions', 0, 'endedMasquerades', 0);
  END IF;
  UPDATE csr_users u SET version = u.version + 1 WHERE u.csr_id = in_csr_id RETURNING u.version INTO new_version;
  PERFORM keep_staff_version('csr', in_csr_id, new_version, before, in_by);
  IF could AND permissions_of(in_csr_id) = '{}' THEN
    UPDATE desk_sessions s SET ended_at = current_instant() WHERE s.csr_id = in_csr_id AND s.ended_at IS NULL;
  END IF;
  PERFORM refuse_without_officer(gaps);
  RETURN jsonb_build_object('version', new_version, 'before', before, 'after', staff_state('csr', in_csr_id),
    'endedSessions', (SELECT count(*) FROM desk_sessions s WHERE s.desk_session_id = ANY (live) AND s.ended_at IS NOT NULL),
    'endedMasquerades', end_lost_masquerades(ARRAY[in_csr_id], in_by -> 'attribution'));
END $$;

-- Sets switches to {entitlement: isOn}, of a group or (null) of the utility: one row for each that differs. `in_shipped` has the
-- value of each entitlement that nobody has set.
CREATE FUNCTION put_switches(in_csr_group text, in_switches jsonb, in_csr_id text, in_shipped jsonb) RETURNS void
  LANGUAGE plpgsql
AS $$
DECLARE
  own jsonb := standing_switches(in_csr_group);
  utility jsonb := standing_switches(NULL);
BEGIN
  INSERT INTO entitlement_changes (entitlement, csr_group, is_on, was_on, changed_by_csr_id, changed_at)
  SELECT e.name, in_csr_group, (in_switches ->> e.name)::boolean,
    COALESCE(own ->> e.name, utility ->> e.name, in_shipped ->> e.name)::boolean, in_csr_id, current_instant()
  FROM (SELECT jsonb_object_keys(own) AS name UNION SELECT jsonb_object_keys(in_switches)) e
  WHERE (own -> e.name) IS DISTINCT FROM (in_switches -> e.name) ORDER BY e.name;
END $$;

-- Everyone who is in a group now or will be.
CREATE FUNCTION members_of(in_csr_group text) RETURNS text[]
  LANGUAGE sql STABLE
AS $$
  SELECT ARRAY(SELECT DISTINCT m.csr_id FROM group_memberships m
    WHERE m.csr_group = in_csr_group AND m.effective_to > current_instant() ORDER BY 1)
$$;

-- Puts a group to a state (see staff_state), making it where it is missing. A deleted group loses its members, by whatever source.
-- Throws P7301 as change_csr does.
CREATE FUNCTION change_group(in_csr_group text, in_state jsonb, in_by jsonb, in_shipped jsonb) RETURNS jsonb
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  gaps tstzmultirange;
  before jsonb;
  concerned text[];
  gone boolean := (in_state ->> 'isDeleted')::boolean;
  member record;
  new_version integer;
BEGIN
  PERFORM lock_staff();
  gaps := officer_gaps();
  before := staff_state('group', in_csr_group);
  concerned := members_of(in_csr_group);
  IF before IS NULL THEN
    INSERT INTO csr_groups (csr_group, name, version) VALUES (in_csr_group, in_state ->> 'name', 0);
  END IF;
  UPDATE csr_groups g SET name = in_state ->> 'name', requires_second_factor = (in_state ->> 'requiresSecondFactor')::boolean,
    deleted_at = CASE WHEN gone THEN COALESCE(g.deleted_at, current_instant()) END
  WHERE g.csr_group = in_csr_group;
  DELETE FROM group_permissions p WHERE p.csr_group = in_csr_group AND (gone OR NOT EXISTS (
    SELECT 1 FROM jsonb_to_recordset(in_state -> 'permissions') AS w (permission text)
    WHERE w.permission = p.resource || ':' || p.access_mode));
  INSERT INTO group_permissions (csr_group, resource, access_mode, effective_from, effective_to)
  SELECT in_csr_group, split_part(w.permission, ':', 1), split_part(w.permission, ':', 2), COALESCE(w.from, '-infinity'),
    COALESCE(w.to, 'infinity')
  FROM jsonb_to_recordset(in_state -> 'permissions') AS w (permission text, "from" timestamptz, "to" timestamptz)
  WHERE NOT gone
  ON CONFLICT (csr_group, resource, access_mode)
    DO UPDATE SET effective_from = excluded.effective_from, effective_to = excluded.effective_to;
  DELETE FROM group_to_do_roles r
  WHERE r.csr_group = in_csr_group AND (gone OR NOT (in_state -> 'toDoRoles') ? r.to_do_role);
  INSERT INTO group_to_do_roles (csr_group, to_do_role)
  SELECT in_csr_group, w.role FROM jsonb_array_elements_text(in_state -> 'toDoRoles') w (role) WHERE NOT gone
  ON CONFLICT DO NOTHING;
  PERFORM put_switches(in_csr_group, CASE WHEN gone THEN '{}' ELSE in_state -> 'entitlements' END, in_by ->> 'csrId', in_shipped);
  IF gone THEN
    FOR member IN SELECT m.csr_id, staff_state('csr', m.csr_id) AS before FROM group_memberships m
      WHERE m.csr_group = in_csr_group AND m.effective_to > current_instant() GROUP BY m.csr_id ORDER BY m.csr_id LOOP
      DELETE FROM group_memberships m
      WHERE m.csr_group = in_csr_group AND m.csr_id = member.csr_id AND m.effective_from > current_instant();
      UPDATE group_memberships m SET effective_to = current_instant()
      WHERE m.csr_group = in_csr_group AND m.csr_id = member.csr_id AND m.effective_to > current_instant();
      UPDATE csr_users u SET version = u.version + 1 WHERE u.csr_id = member.csr_id RETURNING u.version INTO new_version;
      PERFORM keep_staff_version('csr', member.csr_id, new_version, member.before, in_by || '{"change": "group-deleted"}');
    END LOOP;
  END IF;
  UPDATE csr_groups g SET version = g.version + 1 WHERE g.csr_group = in_csr_group RETURNING g.version INTO new_version;
  PERFORM keep_staff_version('group', in_csr_group, new_version, before, in_by);
  PERFORM refuse_without_officer(gaps);
  RETURN jsonb_build_object('version', new_version, 'before', before, 'after', staff_state('group', in_csr_group),
    'endedSessions', 0, 'endedMasquerades', end_lost_masquerades(concerned, in_by -> 'attribution'));
END $$;

-- Puts the utility's own switches to {entitlement: isOn}; what is not in it is as shipped.
CREATE FUNCTION change_utility(in_state jsonb, in_by jsonb, in_shipped jsonb) RETURNS jsonb
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  before jsonb;
  new_version integer;
BEGIN
  PERFORM lock_staff();
  before := staff_state('utility', '');
  PERFORM put_switches(NULL, in_state -> 'entitlements', in_by ->> 'csrId', in_shipped);
  new_version := staff_version('utility', '') + 1;
  PERFORM keep_staff_version('utility', '', new_version, before, in_by);
  RETURN jsonb_build_object('version', new_version, 'before', before, 'after', staff_state('utility', ''),
    'endedSessions', 0, 'endedMasquerades', 0);
END $$;

-- Changes a CSR, a group or the utility to a state, and says whom it affects: adds { rightsBefore, rightsAfter }, which hold the
-- rows of staff_rights of everyone concerned.
CREATE FUNCTION change_staff(in_kind text, in_subject text, in_state jsonb, in_by jsonb, in_shipped jsonb) RETURNS jsonb
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  concerned text[];
  rights_before jsonb;
  changed jsonb;
BEGIN
  PERFORM lock_staff();
  IF NOT (permissions_of(in_by ->> 'csrId') && CASE in_kind WHEN 'csr' THEN ARRAY['staff:change']
      WHEN 'group' THEN ARRAY['csr-group:change', 'entitlements:change'] ELSE ARRAY['entitlements:change'] END) THEN
    RAISE EXCEPTION 'the CSR may not change this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  concerned := CASE in_kind
    WHEN 'csr' THEN ARRAY[in_subject]
    WHEN 'group' THEN members_of(in_subject)
    ELSE ARRAY(SELECT DISTINCT m.csr_id FROM group_memberships m JOIN csr_users u USING (csr_id)
      WHERE u.is_active AND m.effective_to > current_instant()) END;
  SELECT COALESCE(jsonb_agg(to_jsonb(r)), '[]') INTO rights_before FROM staff_rights(concerned) r;
  changed := CASE in_kind
    WHEN 'csr' THEN change_csr(in_subject, (in_state ->> 'isActive')::boolean, (
      SELECT COALESCE(jsonb_agg(w), '[]') FROM jsonb_array_elements(in_state -> 'groups') w WHERE w ->> 'source' = 'hand'), in_by)
    WHEN 'group' THEN change_group(in_subject, in_state, in_by, in_shipped)
    ELSE change_utility(in_state, in_by, in_shipped) END;
  RETURN changed || jsonb_build_object('rightsBefore', rights_before,
    'rightsAfter', (SELECT COALESCE(jsonb_agg(to_jsonb(r)), '[]') FROM staff_rights(concerned) r));
END $$;

-- The same, and takes it back: what a change would do. `lastOfficer`: from when no security officer would be left.
CREATE FUNCTION preview_staff_change(in_kind text, in_subject text, in_state jsonb, in_by jsonb, in_shipped jsonb) RETURNS jsonb
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  effect jsonb;
  from_when text;
BEGIN
  BEGIN
    effect := change_staff(in_kind, in_subject, in_state, in_by, in_shipped);
    RAISE EXCEPTION 'taken back' USING ERRCODE = 'P7302';
  EXCEPTION
    WHEN SQLSTATE 'P7302' THEN RETURN effect;
    WHEN SQLSTATE 'P7301' THEN
      GET STACKED DIAGNOSTICS from_when = PG_EXCEPTION_DETAIL;
      RETURN jsonb_build_object('lastOfficer', from_when);
  END;
END $$;

REVOKE EXECUTE ON FUNCTION permission_periods, permissions_at, entitlement_switches_at, staff_rights, officer_gaps,
  refuse_without_officer, moment_or_null, standing_switches, staff_state, staff_version, lock_staff, end_lost_masquerades,
  keep_staff_version, put_members, members_of, change_csr, put_switches, change_group, change_utility, change_staff, preview_staff_change
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION change_csr, change_staff, preview_staff_change, lock_staff, staff_state, staff_version, staff_rights,
  permissions_at, entitlement_switches_at, permission_periods, standing_switches, moment_or_null, members_of TO porchlight_desk;
GRANT SELECT ON staff_versions TO porchlight_desk;
