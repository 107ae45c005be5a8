-- A switch of an entitlement has three states: on, off, and (null) as the utility has it; the utility's own: as it was shipped.
ALTER TABLE entitlement_changes ALTER COLUMN is_on DROP NOT NULL;
COMMENT ON COLUMN entitlement_changes.is_on IS 'Null: put back to the utility''s switch, or to the shipped one.';

CREATE OR REPLACE FUNCTION entitlement_switches_of(in_csr_id text) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT COALESCE(jsonb_agg(jsonb_build_object('entitlement', entitlement, 'csrGroup', csr_group, 'isOn', is_on)), '[]')
  FROM (
    SELECT DISTINCT ON (c.entitlement, c.csr_group) c.entitlement, c.csr_group, c.is_on
    FROM entitlement_changes c
    WHERE c.csr_group IS NULL OR c.csr_group IN (
      SELECT m.csr_group FROM group_memberships m
      WHERE m.csr_id = in_csr_id AND m.effective_from <= current_instant() AND m.effective_to > current_instant())
    ORDER BY c.entitlement, c.csr_group, c.entitlement_change_id DESC
  ) newest
  WHERE is_on IS NOT NULL
$$;
