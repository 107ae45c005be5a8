-- What a utility may change: every version is kept. A setting without a row has the default of contract/src/settings.ts.

CREATE TABLE setting_versions (
  setting text COLLATE "C" NOT NULL,
  locale text COLLATE "C" NOT NULL DEFAULT '',
  version integer NOT NULL,
  value jsonb NOT NULL,
  changed_by_csr_id text NOT NULL REFERENCES csr_users,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (setting, locale, version)
);
COMMENT ON COLUMN setting_versions.locale IS 'Empty where the setting has no language.';

CREATE FUNCTION setting_value(in_setting text, in_locale text DEFAULT '') RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT value FROM setting_versions WHERE setting = in_setting AND locale = in_locale ORDER BY version DESC LIMIT 1
$$;

-- Switches of the entitlements, per CSR group or (group null) for the whole utility; the newest row of a pair counts.
CREATE TABLE entitlement_changes (
  entitlement_change_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  entitlement text COLLATE "C" NOT NULL,
  csr_group text COLLATE "C" REFERENCES csr_groups,
  is_on boolean NOT NULL,
  was_on boolean NOT NULL,
  changed_by_csr_id text NOT NULL REFERENCES csr_users,
  changed_at timestamptz NOT NULL
);
CREATE INDEX entitlement_changes_newest ON entitlement_changes (entitlement, csr_group, entitlement_change_id DESC);

-- The switches that concern a CSR: [{entitlement, csrGroup, isOn}].
CREATE FUNCTION entitlement_switches_of(in_csr_id text) RETURNS jsonb
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
$$;

REVOKE EXECUTE ON FUNCTION setting_value, entitlement_switches_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION setting_value TO porchlight_portal, porchlight_view, porchlight_desk, porchlight_worker;
GRANT EXECUTE ON FUNCTION entitlement_switches_of TO porchlight_desk;
GRANT SELECT, INSERT ON setting_versions, entitlement_changes TO porchlight_desk;
