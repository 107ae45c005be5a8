-- A group's override of an entitlement has effective dates (docs/decisions/0097-dates-of-overrides.md). The newest change of a group
-- counts; outside its dates the group has the entitlement as the utility has it. Each decision compares the dates with the
-- database's clock, so that no job has to run on time.

ALTER TABLE entitlement_changes
  ADD COLUMN effective_from timestamptz NOT NULL DEFAULT '-infinity',
  ADD COLUMN effective_to timestamptz NOT NULL DEFAULT 'infinity',
  ADD CONSTRAINT entitlement_changes_period CHECK (effective_from < effective_to),
  ADD CONSTRAINT entitlement_changes_dated CHECK (
    (csr_group IS NOT NULL AND is_on IS NOT NULL) OR (effective_from = '-infinity' AND effective_to = 'infinity'));
COMMENT ON COLUMN entitlement_changes.effective_from IS 'The utility''s own switches have no dates.';

-- The newest change of each entitlement by a group (null: by the utility), whatever its dates.
CREATE FUNCTION newest_switches(in_csr_group text)
  RETURNS TABLE (entitlement text, is_on boolean, effective_from timestamptz, effective_to timestamptz)
  LANGUAGE sql STABLE
AS $$
  SELECT DISTINCT ON (c.entitlement) c.entitlement, c.is_on, c.effective_from, c.effective_to
  FROM public.entitlement_changes c WHERE c.csr_group IS NOT DISTINCT FROM in_csr_group
  ORDER BY c.entitlement, c.entitlement_change_id DESC
$$;

-- As before, with the dates of the overrides.
CREATE OR REPLACE FUNCTION entitlement_switches_at(in_csr_id text, in_at timestamptz) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT COALESCE(jsonb_agg(jsonb_build_object('entitlement', entitlement, 'csrGroup', csr_group, 'isOn', is_on)), '[]')
  FROM (
    SELECT DISTINCT ON (c.entitlement, c.csr_group) c.entitlement, c.csr_group, c.is_on, c.effective_from, c.effective_to
    FROM entitlement_changes c
    WHERE c.csr_group IS NULL OR c.csr_group IN (
      SELECT m.csr_group FROM group_memberships m
      WHERE m.csr_id = in_csr_id AND m.effective_from <= in_at AND m.effective_to > in_at)
    ORDER BY c.entitlement, c.csr_group, c.entitlement_change_id DESC
  ) newest
  WHERE is_on IS NOT NULL AND effective_from <= in_at AND effective_to > in_at
$$;

-- The switches that a group (null: the utility) has set and that have not ended: {entitlement: isOn}, or with dates
-- {entitlement: {isOn, from, to}}.
CREATE OR REPLACE FUNCTION standing_switches(in_csr_group text) RETURNS jsonb
  LANGUAGE sql STABLE
AS $$
  SELECT COALESCE(jsonb_object_agg(s.entitlement, CASE
    WHEN isfinite(s.effective_from) OR isfinite(s.effective_to) THEN jsonb_build_object('isOn', s.is_on,
      'from', moment_or_null(s.effective_from), 'to', moment_or_null(s.effective_to))
    ELSE to_jsonb(s.is_on) END ORDER BY s.entitlement), '{}')
  FROM newest_switches(in_csr_group) s WHERE s.is_on IS NOT NULL AND s.effective_to > current_instant()
$$;

-- As before. `in_switches` has what standing_switches returns.
CREATE OR REPLACE FUNCTION put_switches(in_csr_group text, in_switches jsonb, in_csr_id text, in_shipped jsonb) RETURNS void
  LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO entitlement_changes (entitlement, csr_group, is_on, was_on, changed_by_csr_id, changed_at, effective_from, effective_to)
  SELECT entitlement, in_csr_group, w.is_on, COALESCE(
      CASE WHEN own.effective_from <= current_instant() AND own.effective_to > current_instant() THEN own.is_on END,
      utility.is_on, (in_shipped ->> entitlement)::boolean),
    in_csr_id, current_instant(), COALESCE(w.effective_from, '-infinity'), COALESCE(w.effective_to, 'infinity')
  FROM (SELECT * FROM newest_switches(in_csr_group) n WHERE n.is_on IS NOT NULL AND n.effective_to > current_instant()) own
  FULL JOIN (
    SELECT e.key AS entitlement, (CASE jsonb_typeof(e.value) WHEN 'object' THEN e.value ->> 'isOn' ELSE e.value #>> '{}' END)::boolean
      AS is_on, (e.value ->> 'from')::timestamptz AS effective_from, (e.value ->> 'to')::timestamptz AS effective_to
    FROM jsonb_each(in_switches) e) w USING (entitlement)
  LEFT JOIN newest_switches(NULL) utility USING (entitlement)
  WHERE (own.is_on, own.effective_from, own.effective_to) IS DISTINCT FROM
    (w.is_on, COALESCE(w.effective_from, CASE WHEN w.is_on IS NOT NULL THEN '-infinity'::timestamptz END),
      COALESCE(w.effective_to, CASE WHEN w.is_on IS NOT NULL THEN 'infinity'::timestamptz END))
  ORDER BY entitlement;
END $$;

-- As before, with the moments at which an override of a group of theirs begins or ends.
CREATE OR REPLACE FUNCTION staff_rights(in_csr_ids text[]) RETURNS TABLE (csr_id text, at timestamptz, permissions text[], switches jsonb,
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
      WHERE m.csr_id = u.csr_id
      UNION SELECT unnest(ARRAY[s.effective_from, s.effective_to]) FROM group_memberships m
      CROSS JOIN LATERAL newest_switches(m.csr_group) s WHERE m.csr_id = u.csr_id) e
    WHERE e.at > current_instant() AND isfinite(e.at)) b
  WHERE u.csr_id = ANY (in_csr_ids)
  ORDER BY u.csr_id, b.at
$$;

REVOKE EXECUTE ON FUNCTION newest_switches FROM PUBLIC;
GRANT EXECUTE ON FUNCTION newest_switches TO porchlight_desk;
