-- Four eyes: where the utility wants it, a change of staff, groups or switches is proposed by one and approved by another
-- (docs/decisions/0074-four-eyes.md). The switch is the setting `staff.four-eyes`, and part of the utility's state: it cannot be
-- switched off by one person either.

CREATE TABLE staff_proposals (
  staff_proposal_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject_kind text COLLATE "C" NOT NULL CHECK (subject_kind IN ('csr', 'group', 'utility')),
  subject text COLLATE "C" NOT NULL,
  change text COLLATE "C" NOT NULL,
  base_version integer NOT NULL,
  base_state jsonb,
  wanted jsonb NOT NULL,
  reason text NOT NULL,
  proposed_by_csr_id text NOT NULL REFERENCES csr_users,
  proposed_at timestamptz NOT NULL,
  standing text COLLATE "C" NOT NULL DEFAULT 'open' CHECK (standing IN ('open', 'approved', 'declined', 'withdrawn')),
  decided_by_csr_id text REFERENCES csr_users,
  decided_at timestamptz,
  decision_reason text,
  CHECK ((standing = 'open') = (decided_at IS NULL) AND (standing = 'open') = (decided_by_csr_id IS NULL)),
  CHECK (standing NOT IN ('approved', 'declined') OR decided_by_csr_id <> proposed_by_csr_id),
  CHECK (standing <> 'withdrawn' OR decided_by_csr_id = proposed_by_csr_id)
);
COMMENT ON COLUMN staff_proposals.base_state IS 'What the proposal was made over. Null: the group is to be created.';
CREATE UNIQUE INDEX staff_proposals_open ON staff_proposals (subject_kind, subject) WHERE standing = 'open';
GRANT SELECT, INSERT ON staff_proposals TO porchlight_desk;
GRANT UPDATE (standing, decided_by_csr_id, decided_at, decision_reason) ON staff_proposals TO porchlight_desk;

INSERT INTO group_permissions (csr_group, resource, access_mode) VALUES ('security-officer', 'staff-change', 'decide')
ON CONFLICT DO NOTHING;

CREATE FUNCTION staff_has_four_eyes() RETURNS boolean
  LANGUAGE sql STABLE
AS $$
  SELECT COALESCE(public.setting_value('staff.four-eyes'), 'false') = 'true'
$$;

-- Active CSRs who can decide on a proposal now.
CREATE FUNCTION staff_deciders() RETURNS integer
  LANGUAGE sql STABLE
AS $$
  SELECT count(*)::integer FROM public.csr_users u
  WHERE u.is_active AND 'staff-change:decide' = ANY (public.permissions_of(u.csr_id))
$$;

-- As before, with the utility's own switch of four eyes.
CREATE OR REPLACE FUNCTION staff_state(in_kind text, in_subject text) RETURNS jsonb
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
    WHEN 'utility' THEN jsonb_build_object('entitlements', standing_switches(NULL), 'hasFourEyes', staff_has_four_eyes())
  END
$$;

CREATE OR REPLACE FUNCTION change_utility(in_state jsonb, in_by jsonb, in_shipped jsonb) RETURNS jsonb
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  before jsonb;
  new_version integer;
BEGIN
  PERFORM lock_staff();
  before := staff_state('utility', '');
  PERFORM put_switches(NULL, in_state -> 'entitlements', in_by ->> 'csrId', in_shipped);
  IF in_state -> 'hasFourEyes' <> before -> 'hasFourEyes' THEN
    INSERT INTO setting_versions (setting, version, value, changed_by_csr_id, changed_at)
    SELECT 'staff.four-eyes', COALESCE(max(v.version), 0) + 1, in_state -> 'hasFourEyes', in_by ->> 'csrId', current_instant()
    FROM setting_versions v WHERE v.setting = 'staff.four-eyes';
  END IF;
  new_version := staff_version('utility', '') + 1;
  PERFORM keep_staff_version('utility', '', new_version, before, in_by);
  RETURN jsonb_build_object('version', new_version, 'before', before, 'after', staff_state('utility', ''),
    'endedSessions', 0, 'endedMasquerades', '[]'::jsonb);
END $$;

REVOKE EXECUTE ON FUNCTION staff_has_four_eyes, staff_deciders FROM PUBLIC;
GRANT EXECUTE ON FUNCTION staff_has_four_eyes, staff_deciders TO porchlight_desk;
